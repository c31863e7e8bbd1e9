package io.platen.reference.powercut;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.Chunking;
import io.platen.protocol.content.PackMaker;
import io.platen.protocol.content.PairMaker;
import io.platen.protocol.content.PairPack;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.update.HybridSignatures;
import io.platen.protocol.update.MetaFile;
import io.platen.protocol.update.Metadata;
import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SignatureCheck;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TimestampMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An OEM in memory. It has two releases of three small components, chunked, packed and signed, and
 * pair packs for the first of them.
 */
final class ModelMaker {
  static final String MODEL = "pl-100";

  /** Small, so that every piece can be lost apart from the others. */
  static final int IMAGE = 2_600;

  static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private static final String PAIRED = "2";
  private static final int LIKE = 1_100;
  private static final int FRESH = 500;
  private static final Chunking CHUNKING = new Chunking(256, 512, 1_024);
  private static final Instant EXPIRES = NOW.plus(Duration.ofDays(3_650));

  static final ModelMaker ONE = new ModelMaker(); // after what it is made with

  private final Map<String, byte[]> images = new ConcurrentHashMap<>();

  /** A signature that held once holds again, and a bench looks at each many times. */
  private final Map<List<Object>, Boolean> signatures = new ConcurrentHashMap<>();

  private final SigningKey offline = SigningKey.ecdsa(new SecureRandom());
  private final SigningKey stolen = SigningKey.ecdsa(new SecureRandom());
  private final SigningKey added = SigningKey.ecdsa(new SecureRandom());
  private final Map<String, byte[]> objects = new HashMap<>();
  private final Map<Sha256, Content> contents = new HashMap<>();
  private final Map<String, Release> releases = new TreeMap<>();
  private final List<Order.Pair> pairs = new ArrayList<>();
  private final Map<Edition, Map<String, byte[]>> files = new EnumMap<>(Edition.class);

  /** How the OEM's metadata stands. */
  enum Edition {
    /** Signed with huge numbers, by whoever had stolen a key. */
    FIRST,
    /** The next one of these. */
    NEXT,
    /** There is a new key for it, by which the small numbers count again. */
    KEYS_CHANGED
  }

  /** An object of which a device keeps something. */
  record Content(Kind kind, Sha256 list) {
    enum Kind {
      LIST,
      PACK,
      PAIR
    }
  }

  private ModelMaker() {
    try {
      for (String version : List.of("2", "3")) {
        releases.put(version, make(version));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> first = new HashMap<>();
    put(first, "1.root.xml", "root", root(1, stolen), offline);
    MetaFile targets = put(first, "1.targets.xml", "targets", targets(1), offline);
    files.put(Edition.FIRST, newest(first, 1_000, targets));
    files.put(Edition.NEXT, newest(first, 1_001, targets));
    put(first, "2.root.xml", "root", root(2, stolen, added), offline);
    MetaFile again = put(first, "2.targets.xml", "targets", targets(2), offline);
    files.put(Edition.KEYS_CHANGED, newest(first, 1, again));
  }

  byte[] image(ComponentName component, String version) {
    return images.computeIfAbsent(
        component.token() + " " + version, name -> make(component, version));
  }

  SignatureCheck signatures() {
    SignatureCheck check = new HybridSignatures();
    return (key, message, signature) ->
        signatures.computeIfAbsent(
            List.of(key.id(), ByteBuffer.wrap(message), ByteBuffer.wrap(signature)),
            asked -> check.holds(key, message, signature));
  }

  private static byte[] make(ComponentName component, String version) {
    SplittableRandom same = new SplittableRandom(component.token().hashCode());
    ByteBuffer image = ByteBuffer.allocate(IMAGE);
    while (image.position() < LIKE) { // addresses, which move a little
      image.putInt((int) same.nextLong(1 << 20) + 16 * Integer.parseInt(version));
    }
    byte[] fresh = new byte[FRESH];
    new SplittableRandom((component.token() + version).hashCode()).nextBytes(fresh);
    byte[] rest = new byte[IMAGE - LIKE - FRESH];
    same.nextBytes(rest);
    return image.put(fresh).put(rest).array();
  }

  private Release make(String version) throws IOException {
    List<Component> parts = new ArrayList<>();
    for (ComponentName each : ComponentName.values()) {
      parts.add(part(each, version));
    }
    return new Release(version, List.of(new Hardware(MODEL, 1, 1)), parts, DataForms.NONE);
  }

  private Component part(ComponentName component, String version) throws IOException {
    byte[] image = image(component, version);
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    ChunkList list =
        PackMaker.make(
            (at, into, offset, length) -> System.arraycopy(image, (int) at, into, offset, length),
            IMAGE,
            CHUNKING,
            IMAGE,
            pack);
    Sha256 name = Sha256.of(list.bytes());
    object(pack.toByteArray(), Content.Kind.PACK, name);
    if (version.equals(PAIRED)) {
      pairs.add(pair(component, image, list));
    }
    return new Component(
        component,
        ComponentVersion.of(version),
        Integer.parseInt(version),
        IMAGE,
        Sha256.of(image).toString(),
        object(list.bytes(), Content.Kind.LIST, name),
        List.of());
  }

  /** Two are spoilt: of one the chunk list has to be fetched too, and of one some of the pack. */
  private Order.Pair pair(ComponentName component, byte[] image, ChunkList list)
      throws IOException {
    byte[] old = image(component, "1");
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    PairMaker.make(ByteBuffer.wrap(old), ByteBuffer.wrap(image), list, made);
    byte[] pair = made.toByteArray();
    if (component == ComponentName.BOOTLOADER) {
      pair[PairPack.START + 10] ^= 1;
    } else if (component == ComponentName.APPLICATION) {
      pair[pair.length - 1] ^= 1;
    }
    return new Order.Pair(
        component,
        Sha256.of(old).toString(),
        object(pair, Content.Kind.PAIR, Sha256.of(list.bytes())));
  }

  private Bytes object(byte[] bytes, Content.Kind kind, Sha256 list) {
    contents.put(Sha256.of(bytes), new Content(kind, list));
    return object(bytes);
  }

  private Bytes object(byte[] bytes) {
    String name = Sha256.of(bytes).toString();
    objects.put(name, bytes);
    return new Bytes(bytes.length, name);
  }

  private RootMetadata root(int version, SigningKey... online) {
    Map<String, MetadataKey> keys =
        Stream.concat(Stream.of(offline), Stream.of(online))
            .map(SigningKey::key)
            .collect(Collectors.toMap(MetadataKey::id, key -> key));
    RoleKeys far = RoleKeys.of(1, Set.of(offline.key().id()));
    RoleKeys near =
        RoleKeys.of(1, Stream.of(online).map(each -> each.key().id()).collect(Collectors.toSet()));
    return new RootMetadata(
        version,
        EXPIRES,
        true,
        keys,
        Map.of("root", far, "targets", far, "snapshot", near, "timestamp", near));
  }

  private TargetsMetadata targets(int version) {
    Map<String, TargetFile> targets = new TreeMap<>();
    for (Release each : releases.values()) {
      Bytes document = object(ReleaseCodec.write(each));
      String path = Release.path(MODEL, each.id());
      targets.put(
          path, new TargetFile(path, document.length(), Map.of("sha256", document.sha256())));
    }
    return new TargetsMetadata(version, EXPIRES, targets, Map.of(), List.of());
  }

  private Map<String, byte[]> newest(Map<String, byte[]> before, int version, MetaFile targets) {
    Map<String, byte[]> edition = new HashMap<>(before);
    SnapshotMetadata snapshot = new SnapshotMetadata(version, EXPIRES, Map.of("targets", targets));
    MetaFile named = put(edition, version + ".snapshot.xml", "snapshot", snapshot, stolen);
    put(edition, "timestamp.xml", "timestamp", timestamp(version, named), stolen);
    return edition;
  }

  private static TimestampMetadata timestamp(int version, MetaFile snapshot) {
    return new TimestampMetadata(version, EXPIRES, snapshot);
  }

  private static MetaFile put(
      Map<String, byte[]> into, String name, String role, Metadata metadata, SigningKey key) {
    byte[] content = new XmlMetadata().write(metadata);
    byte[] file =
        SignedForm.write(role, content, List.of(key.sign(SignedForm.message(role, content))));
    into.put(name, file);
    return new MetaFile(
        metadata.version(), (long) file.length, Map.of("sha256", Sha256.of(file).toString()));
  }

  Release release(String version) {
    return Objects.requireNonNull(releases.get(version));
  }

  /** What a device is made with. */
  byte[] root() {
    return Objects.requireNonNull(files(Edition.FIRST).get("1.root.xml")).clone();
  }

  Map<String, byte[]> files(Edition edition) {
    return Objects.requireNonNull(files.get(edition));
  }

  Map<String, byte[]> objects() {
    return objects;
  }

  Content content(Sha256 object) {
    return Objects.requireNonNull(contents.get(object));
  }

  /** Pair packs that lead to a release. */
  List<Order.Pair> pairs(String release) {
    return release.equals(PAIRED) ? pairs : List.of();
  }
}
