package io.platen.device.testing;

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
import io.platen.protocol.release.Release.Requires;
import io.platen.protocol.update.MetaFile;
import io.platen.protocol.update.Metadata;
import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TimestampMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** An OEM: signs releases, and has all files and objects of them. */
public final class TestMaker {
  public static final String REPOSITORY = "acme";
  public static final String MODEL = "pl-100";

  public final Map<String, byte[]> files = new ConcurrentHashMap<>();
  public final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final SigningKey offline = SigningKey.ecdsa(new SecureRandom());
  private final SigningKey online = SigningKey.ecdsa(new SecureRandom());
  private final Map<String, TargetFile> targets = new TreeMap<>();
  private final Instant now;
  private long version;

  /**
   * @param now what it signs is current for a month from then on
   */
  public TestMaker(Instant now) {
    this.now = now;
    RoleKeys far = RoleKeys.of(1, Set.of(offline.key().id()));
    RoleKeys near = RoleKeys.of(1, Set.of(online.key().id()));
    Map<String, MetadataKey> keys = new HashMap<>();
    keys.put(offline.key().id(), offline.key());
    keys.put(online.key().id(), online.key());
    RootMetadata root =
        new RootMetadata(
            1,
            now.plus(Duration.ofDays(30)),
            true,
            keys,
            Map.of("root", far, "targets", far, "snapshot", near, "timestamp", near));
    put("1.root.xml", "root", root, offline);
    publish();
  }

  /** What a device is made with. */
  public byte[] root() {
    return files.get("1.root.xml");
  }

  /** Signs all that there is anew. */
  public void publish() {
    publish(now.plus(Duration.ofDays(30)));
  }

  /**
   * @param until when the timestamp expires
   */
  public void publish(Instant until) {
    publish(until, offline);
  }

  private void publish(Instant until, SigningKey signer) {
    version++;
    Instant later = now.plus(Duration.ofDays(30));
    byte[] named =
        put(
            version + ".targets.xml",
            "targets",
            new TargetsMetadata(version, later, targets, Map.of(), List.of()),
            signer);
    byte[] snapshot =
        put(
            version + ".snapshot.xml",
            "snapshot",
            new SnapshotMetadata(version, later, Map.of("targets", meta(named))),
            online);
    put(
        "timestamp.xml",
        "timestamp",
        new TimestampMetadata(version, until, meta(snapshot)),
        online);
  }

  private MetaFile meta(byte[] file) {
    return new MetaFile(version, (long) file.length, Map.of("sha256", sha256(file)));
  }

  private byte[] put(String name, String role, Metadata metadata, SigningKey key) {
    byte[] content = new XmlMetadata().write(metadata);
    byte[] file =
        SignedForm.write(role, content, List.of(key.sign(SignedForm.message(role, content))));
    files.put(name, file);
    return file;
  }

  private static String sha256(byte[] bytes) {
    return Sha256.of(bytes).toString();
  }

  /** Adds an object. */
  public Bytes object(byte[] bytes) {
    objects.put(sha256(bytes), bytes);
    return new Bytes(bytes.length, sha256(bytes));
  }

  /** A component of which the image is this. */
  public Component component(
      ComponentName name, String version, int counter, byte[] image, Requires... requires)
      throws IOException {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    ChunkList list =
        PackMaker.make(
            (at, into, offset, length) -> System.arraycopy(image, (int) at, into, offset, length),
            image.length,
            pack);
    object(pack.toByteArray());
    return new Component(
        name,
        ComponentVersion.of(version),
        counter,
        image.length,
        sha256(image),
        object(list.bytes()),
        List.of(requires));
  }

  /** A release of these components for {@value #MODEL}, not yet named by any metadata. */
  public Release release(String id, Component... components) {
    return new Release(
        id,
        List.of(new Hardware(MODEL, 1, 9)),
        new ArrayList<>(List.of(components)),
        DataForms.NONE);
  }

  /** Names it, and publishes. */
  public Release sign(Release release) {
    return sign(MODEL, release);
  }

  /** Whoever has the online key alone names it: the rest is as it should be. */
  public void forge(Release release) {
    Bytes document = object(ReleaseCodec.write(release));
    String path = Release.path(MODEL, release.id());
    targets.put(path, new TargetFile(path, document.length(), Map.of("sha256", document.sha256())));
    publish(now.plus(Duration.ofDays(30)), online);
    targets.remove(path);
  }

  /** Names it for another model. */
  public Release sign(String model, Release release) {
    Bytes document = object(ReleaseCodec.write(release));
    String path = Release.path(model, release.id());
    targets.put(path, new TargetFile(path, document.length(), Map.of("sha256", document.sha256())));
    publish();
    return release;
  }
}
