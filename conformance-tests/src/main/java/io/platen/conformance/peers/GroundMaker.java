package io.platen.conformance.peers;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.update.Delegation;
import io.platen.protocol.update.MetaFile;
import io.platen.protocol.update.Metadata;
import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SignedFile.Signature;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TimestampMetadata;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The maker of a device under test: signs releases, and can be made to sign what is wrong. */
public final class GroundMaker {
  public static final String REPOSITORY = "suite";

  /** Where its metadata lies at the hosts. */
  public static final String PATH = "/download/v1/updates/" + REPOSITORY + "/";

  private static final Duration CURRENT = Duration.ofDays(10);

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, TargetFile> targets = new TreeMap<>();
  private final Map<String, Map<String, TargetFile>> roles = new TreeMap<>();
  private final Map<String, List<Delegation>> delegations = new HashMap<>();
  private final GroundImages images = new GroundImages(this::object);
  private final SigningKey offline = SigningKey.ecdsa(new SecureRandom());
  private final SigningKey stranger = SigningKey.ecdsa(new SecureRandom());
  private final Instant now;
  private SigningKey online = SigningKey.ecdsa(new SecureRandom());
  private RootMetadata root;
  private long version;

  /** What is not as it should be; each method gives what is right unless it is overridden. */
  public interface Change {
    /** Nothing is wrong. */
    Change NONE = new Change() {};

    default TimestampMetadata timestamp(TimestampMetadata right) {
      return right;
    }

    default SnapshotMetadata snapshot(SnapshotMetadata right) {
      return right;
    }

    default TargetsMetadata targets(TargetsMetadata right) {
      return right;
    }

    /** What is signed. */
    default byte[] content(String role, byte[] right) {
      return right;
    }

    /** Who signs a role, each once a signature. */
    default List<SigningKey> signers(String role, SigningKey right, SigningKey stranger) {
      return List.of(right);
    }

    /** The file as hosts give it, after other files have named its hash. */
    default byte[] file(String role, byte[] right) {
      return right;
    }
  }

  GroundMaker(Instant now) {
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    this.root = root(1, this.now.plus(CURRENT));
    put("1.root.xml", "root", root, List.of(offline), Change.NONE);
    publish(Change.NONE);
  }

  private RootMetadata root(long number, Instant expires) {
    RoleKeys far = RoleKeys.of(1, Set.of(offline.key().id()));
    RoleKeys near = RoleKeys.of(1, Set.of(online.key().id()));
    Map<String, MetadataKey> keys = new HashMap<>();
    Stream.of(offline, online).forEach(each -> keys.put(each.key().id(), each.key()));
    return new RootMetadata(
        number,
        expires,
        true,
        keys,
        Map.of("root", far, "targets", far, "snapshot", near, "timestamp", near));
  }

  /** What a device has built in. */
  public byte[] firstRoot() {
    return file("1.root.xml");
  }

  /** Null where there is none. */
  byte @Nullable [] findFile(String name) {
    return files.get(name);
  }

  byte @Nullable [] findObject(String name) {
    return objects.get(name);
  }

  private byte[] file(String name) {
    byte[] file = files.get(name);
    if (file == null) {
      throw new IllegalStateException("There is no " + name);
    }
    return file.clone();
  }

  public Instant now() {
    return now;
  }

  /** How far the versions have gone. */
  public long version() {
    return version;
  }

  /** The next edition is the one after this. */
  public GroundMaker from(long other) {
    version = other;
    return this;
  }

  /** Signs all that there is anew, under the next version. */
  public void publish(Change change) {
    version++;
    Instant later = now.plus(CURRENT);
    byte[] named =
        put(
            version + ".targets.xml",
            "targets",
            change.targets(targets("targets", targets)),
            change.signers("targets", offline, stranger),
            change);
    Map<String, MetaFile> all = new TreeMap<>(Map.of("targets", meta(named)));
    roles.forEach((role, own) -> all.put(role, meta(put(role, targets(role, own)))));
    byte[] snapshot =
        put(
            version + ".snapshot.xml",
            "snapshot",
            change.snapshot(new SnapshotMetadata(version, later, all)),
            change.signers("snapshot", online, stranger),
            change);
    put(
        "timestamp.xml",
        "timestamp",
        change.timestamp(new TimestampMetadata(version, later, meta(snapshot))),
        change.signers("timestamp", online, stranger),
        change);
  }

  /**
   * The next root, with other keys for what is signed often.
   *
   * @param byTheMaker signed by the key that the one before wants, or else by a stranger's
   */
  public void newRoot(long number, Instant expires, boolean byTheMaker) {
    online = SigningKey.ecdsa(new SecureRandom());
    root = root(number, expires);
    put(number + ".root.xml", "root", root, List.of(byTheMaker ? offline : stranger), Change.NONE);
  }

  /** The next root, under which targets need the signatures of two keys. */
  public void newRootOfTwo(long number) {
    RootMetadata right = root(number, now.plus(CURRENT));
    Map<String, MetadataKey> keys = new HashMap<>(right.keys());
    keys.put(stranger.key().id(), stranger.key());
    Map<String, RoleKeys> roles = new HashMap<>(right.roles());
    roles.put("targets", RoleKeys.of(2, Set.of(offline.key().id(), stranger.key().id())));
    root = new RootMetadata(number, right.expires(), true, keys, roles);
    put(number + ".root.xml", "root", root, List.of(offline), Change.NONE);
  }

  /** Gives a root under the name of another version. */
  public void misname(long number, long as) {
    files.put(as + ".root.xml", file(number + ".root.xml"));
    files.remove(number + ".root.xml");
  }

  /** Deletes a file. */
  public void remove(String name) {
    files.remove(name);
  }

  private MetaFile meta(byte[] file) {
    return new MetaFile(version, (long) file.length, Map.of("sha256", Sha256.of(file).toString()));
  }

  private byte[] put(String role, TargetsMetadata metadata) {
    String name = version + "." + role + ".xml";
    return put(name, role, metadata, List.of(offline), Change.NONE);
  }

  /** The file before the change to it: what other files name. */
  private byte[] put(
      String name, String role, Metadata metadata, List<SigningKey> signers, Change change) {
    byte[] content = change.content(role, new XmlMetadata().write(metadata));
    byte[] message = SignedForm.message(role, content);
    List<Signature> signatures = signers.stream().map(each -> each.sign(message)).toList();
    byte[] file = SignedForm.write(role, content, signatures);
    files.put(name, change.file(role, file));
    return file;
  }

  /** Adds an object. */
  public Bytes object(byte[] bytes) {
    String name = Sha256.of(bytes).toString();
    objects.put(name, bytes);
    return new Bytes(bytes.length, name);
  }

  /** Gives other bytes under the name of an object. */
  public void spoil(String name) {
    objects.computeIfPresent(
        name,
        (key, bytes) -> {
          byte[] other = bytes.clone();
          other[other.length / 2] ^= 1;
          return other;
        });
  }

  public GroundImages images() {
    return images;
  }

  /**
   * From the next edition on a role may name what fits a pattern, as the last of its parent's.
   *
   * @param parent another such role, or {@code targets}
   */
  public void delegate(String parent, String role, boolean terminating, String pattern) {
    RoleKeys keys = RoleKeys.of(1, Set.of(offline.key().id()));
    delegations
        .computeIfAbsent(parent, name -> new ArrayList<>())
        .add(new Delegation(role, keys, terminating, List.of(pattern), List.of()));
    roles.putIfAbsent(role, new TreeMap<>());
  }

  private TargetsMetadata targets(String role, Map<String, TargetFile> named) {
    List<Delegation> by = delegations.getOrDefault(role, List.of());
    Map<String, MetadataKey> keys =
        by.isEmpty() ? Map.of() : Map.of(offline.key().id(), offline.key());
    return new TargetsMetadata(version, now.plus(CURRENT), named, keys, by);
  }

  /**
   * Names a release in the next edition; returns its document.
   *
   * @param model whose it is
   */
  public Bytes name(String model, Release release) {
    return name(targets, Release.path(model, release.id()), ReleaseCodec.write(release));
  }

  /** The same by a delegated role. */
  public void name(String role, String model, Release release) {
    Map<String, TargetFile> own = roles.get(role);
    if (own == null) {
      throw new IllegalStateException("Nobody delegates to " + role);
    }
    name(own, Release.path(model, release.id()), ReleaseCodec.write(release));
  }

  /** The same of any bytes. */
  public void name(String model, String id, byte[] document) {
    name(targets, Release.path(model, id), document);
  }

  private Bytes name(Map<String, TargetFile> by, String path, byte[] bytes) {
    Bytes document = object(bytes);
    by.put(path, new TargetFile(path, document.length(), Map.of("sha256", document.sha256())));
    return document;
  }
}
