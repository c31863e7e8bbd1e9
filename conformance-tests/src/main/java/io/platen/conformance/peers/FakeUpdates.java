package io.platen.conformance.peers;

import com.sun.net.httpserver.Headers;
import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.update.MetaFile;
import io.platen.protocol.update.Metadata;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TimestampMetadata;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The repository that the fake server mirrors, of a maker with one key and one file. */
final class FakeUpdates {
  static final String REPOSITORY = "inkwell";
  static final String PATH = "/download/v1/updates/";
  static final String OBJECTS = "/download/v1/objects/";

  private static final byte[] OBJECT =
      "A file that the maker of the fake device has signed.\n".getBytes(StandardCharsets.UTF_8);
  private static final String OBJECT_NAME = Sha256.of(OBJECT).toString();
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");
  private static final String STREAM = "application/octet-stream";

  private final SigningKey key = SigningKey.ecdsa(new SecureRandom());
  private final Instant expires =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(1));
  private final Map<String, byte[]> files = new HashMap<>();
  private final Optional<Fault> fault;
  private int answers;

  /** Made when they are asked for first: most tests do without. */
  static Supplier<FakeUpdates> later(Optional<Fault> fault) {
    AtomicReference<@Nullable FakeUpdates> made = new AtomicReference<>();
    return () ->
        Objects.requireNonNull(
            made.updateAndGet(now -> now == null ? new FakeUpdates(fault) : now));
  }

  private FakeUpdates(Optional<Fault> fault) {
    this.fault = fault;
    RoleKeys keys = RoleKeys.of(1, Set.of(key.key().id()));
    put(
        "1.root.xml",
        "root",
        new RootMetadata(
            1,
            expires,
            true,
            Map.of(key.key().id(), key.key()),
            Map.of("root", keys, "targets", keys, "snapshot", keys, "timestamp", keys)));
    TargetFile target =
        new TargetFile("files/read-me.txt", OBJECT.length, Map.of("sha256", OBJECT_NAME));
    MetaFile targets =
        put(
            "1.targets.xml",
            "targets",
            new TargetsMetadata(1, expires, Map.of(target.path(), target), Map.of(), List.of()));
    MetaFile snapshot =
        put(
            "1.snapshot.xml",
            "snapshot",
            new SnapshotMetadata(1, expires, Map.of("targets", targets)));
    put("timestamp.xml", "timestamp", new TimestampMetadata(1, expires, snapshot));
    if (has(Fault.TELLS_OF_WHAT_IT_LACKS)) {
      files.remove("1.targets.xml");
    }
  }

  /** What a device would have built in. */
  byte[] root() {
    byte[] root = files.get("1.root.xml");
    if (root == null) {
      throw new IllegalStateException("It was put there first");
    }
    return root.clone();
  }

  private MetaFile put(String name, String role, Metadata metadata) {
    byte[] content = new XmlMetadata().write(metadata);
    byte[] file =
        SignedForm.write(role, content, List.of(key.sign(SignedForm.message(role, content))));
    files.put(name, file);
    return new MetaFile(
        metadata.version(), (long) file.length, Map.of("sha256", Sha256.of(file).toString()));
  }

  /** Empty where there is nothing under this path. */
  Optional<Answer> find(String path, Headers asked) {
    if (path.startsWith(OBJECTS)) {
      return path.equals(OBJECTS + OBJECT_NAME) || has(Fault.GIVES_OBJECTS_UNDER_ANY_NAME)
          ? Optional.of(object(asked))
          : Optional.empty();
    }
    String prefix = PATH + REPOSITORY + "/";
    byte[] file = path.startsWith(prefix) ? files.get(path.substring(prefix.length())) : null;
    if (file == null) {
      return Optional.empty();
    }
    return Optional.of(file(path.substring(prefix.length()), file));
  }

  private Answer file(String name, byte[] file) {
    byte[] given = has(Fault.WRITES_METADATA_ANEW) ? Arrays.copyOf(file, file.length + 1) : file;
    if (has(Fault.CHANGES_EDITIONS) && name.equals("1.root.xml") && answers++ > 0) {
      given = Arrays.copyOf(file, file.length - 1);
    }
    boolean isKept = !name.equals("timestamp.xml") || has(Fault.LETS_CACHES_KEEP_TIMESTAMPS);
    return new Answer(
        200,
        Map.of(
            "Content-Type",
            STREAM,
            "ETag",
            "\"" + Sha256.of(given) + "\"",
            "Cache-Control",
            isKept ? "max-age=31536000, immutable" : "no-cache"),
        given.clone());
  }

  private Answer object(Headers asked) {
    byte[] object = OBJECT.clone();
    if (has(Fault.GIVES_OTHER_OBJECTS)) {
      object[0] ^= 1;
    }
    String tag = "\"" + OBJECT_NAME + "\"";
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", STREAM));
    if (!has(Fault.GIVES_OBJECTS_NO_TAG)) {
      headers.put("ETag", tag);
    }
    String other = asked.getFirst("If-Range");
    boolean isSame = other == null || other.equals(tag) || has(Fault.IGNORES_IF_RANGE);
    Matcher range = RANGE.matcher(isSame ? first(asked, "Range") : "");
    if (!range.matches() || has(Fault.IGNORES_RANGES)) {
      return new Answer(200, headers, object);
    }
    int from = Integer.parseInt(range.group(1));
    if (from >= object.length) {
      headers.put("Content-Range", "bytes */" + object.length);
      return has(Fault.GIVES_ALL_FOR_NOTHING)
          ? new Answer(200, headers, object)
          : new Answer(416, headers, new byte[0]);
    }
    int to = Math.min(object.length - 1, Integer.parseInt(range.group(2)));
    headers.put("Content-Range", "bytes " + from + "-" + to + "/" + object.length);
    return new Answer(206, headers, Arrays.copyOfRange(object, from, to + 1));
  }

  private static String first(Headers asked, String name) {
    @Nullable String value = asked.getFirst(name);
    return value == null ? "" : value;
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }
}
