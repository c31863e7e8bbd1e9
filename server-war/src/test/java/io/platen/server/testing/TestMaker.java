package io.platen.server.testing;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.PackMaker;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.update.MetaFile;
import io.platen.protocol.update.Metadata;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TimestampMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A maker with one key for all roles: its files by name, and its objects by hash. */
public final class TestMaker {
  private final Instant now;
  private final SigningKey key = SigningKey.ecdsa(new SecureRandom());
  private final Map<String, TargetFile> targets = new TreeMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, byte[]> objects = new LinkedHashMap<>();
  private final Map<String, byte[]> images = new LinkedHashMap<>();
  private final Map<String, String> packs = new LinkedHashMap<>();
  private long version;
  private Duration life = Duration.ofDays(60);

  public TestMaker(Instant now) {
    this.now = now;
    RoleKeys keys = RoleKeys.of(1, Set.of(key.key().id()));
    put(
        "1.root.xml",
        "root",
        new RootMetadata(
            1,
            now.plus(Duration.ofDays(365)),
            true,
            Map.of(key.key().id(), key.key()),
            Map.of("root", keys, "targets", keys, "snapshot", keys, "timestamp", keys)));
  }

  /** What it signs from now on is good for so long. */
  public TestMaker signingFor(Duration time) {
    life = time;
    return this;
  }

  /** Adds a release of an application for pl-100; the image of a seed is always the same. */
  public TestMaker release(String id, String applicationVersion, long seed, int length) {
    byte[] image = image(seed, length);
    images.put(id, image);
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    try {
      ChunkList list =
          PackMaker.make(
              (at, into, offset, count) -> System.arraycopy(image, (int) at, into, offset, count),
              image.length,
              pack);
      packs.put(id, object(pack.toByteArray()).sha256());
      Component application =
          new Component(
              ComponentName.APPLICATION,
              ComponentVersion.of(applicationVersion),
              17,
              image.length,
              Sha256.of(image).toString(),
              object(list.bytes()),
              List.of());
      Release release =
          new Release(
              id, List.of(new Hardware("pl-100", 2, 5)), List.of(application), DataForms.NONE);
      Bytes document = object(ReleaseCodec.write(release));
      String path = Release.path("pl-100", id);
      targets.put(
          path, new TargetFile(path, document.length(), Map.of("sha256", document.sha256())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Random bytes, of which those of a higher seed share all but the last part. */
  private static byte[] image(long seed, int length) {
    byte[] image = new byte[length];
    new Random(1).nextBytes(image);
    byte[] own = new byte[Math.min(5000, length)];
    new Random(seed).nextBytes(own);
    System.arraycopy(own, 0, image, length - own.length, own.length);
    return image;
  }

  /** Names it no more from the next edition on. */
  public TestMaker withdraw(String id) {
    targets.remove(Release.path("pl-100", id));
    return this;
  }

  /** Signs a new edition of everything but the root. */
  public TestMaker sign() {
    version++;
    Instant expires = now.plus(life);
    MetaFile signedTargets =
        put(
            version + ".targets.xml",
            "targets",
            new TargetsMetadata(version, expires, targets, Map.of(), List.of()));
    MetaFile snapshot =
        put(
            version + ".snapshot.xml",
            "snapshot",
            new SnapshotMetadata(version, expires, Map.of("targets", signedTargets)));
    put("timestamp.xml", "timestamp", new TimestampMetadata(version, expires, snapshot));
    return this;
  }

  private MetaFile put(String name, String role, Metadata metadata) {
    byte[] content = new XmlMetadata().write(metadata);
    byte[] file =
        SignedForm.write(role, content, List.of(key.sign(SignedForm.message(role, content))));
    files.remove(name);
    files.put(name, file);
    return new MetaFile(
        metadata.version(), (long) file.length, Map.of("sha256", Sha256.of(file).toString()));
  }

  private Bytes object(byte[] content) {
    String name = Sha256.of(content).toString();
    objects.put(name, content);
    return new Bytes(content.length, name);
  }

  /** By name, in the order in which they are published. */
  public Map<String, byte[]> files() {
    return files;
  }

  /** By SHA-256. */
  public Map<String, byte[]> objects() {
    return objects;
  }

  /** The pack of the application of a release, as an object. */
  public String pack(String release) {
    return Objects.requireNonNull(packs.get(release));
  }

  /** The image of the application of a release. */
  public byte[] image(String release) {
    return images.get(release).clone();
  }
}
