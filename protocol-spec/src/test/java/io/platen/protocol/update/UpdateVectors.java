package io.platen.protocol.update;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.content.ContentVectors;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.seal.SeededRandom;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the test vectors of chapter UPD: signed metadata, what exactly was signed, a release, and
 * its content. The private keys come from seeds that stand here, so that they are no secret; the
 * vectors hold the public ones. Each broken file is named after what refuses it.
 */
final class UpdateVectors {
  static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  static final String MODEL = "pl-100";
  static final String RELEASE = "2026.4";
  private static final Instant LATER = Instant.parse("2036-11-27T00:00:00Z");

  private final SigningKey ecdsa = SigningKey.ecdsa(new SeededRandom("updates, ECDSA, offline"));
  private final SigningKey mldsa = SigningKey.mldsa(new SeededRandom("updates, ML-DSA, offline"));
  private final SigningKey online = SigningKey.ecdsa(new SeededRandom("updates, ECDSA, online"));
  private final Map<String, byte[]> files = new TreeMap<>();

  private UpdateVectors() throws IOException {
    files.putAll(ContentVectors.make());
    byte[] release = ReleaseCodec.write(release());
    files.put("release.xml", release);
    root();
    MetaFile targets = targets(bytes(release));
    MetaFile snapshot = snapshot(targets);
    timestamp(snapshot);
  }

  /** The files by their names. */
  static Map<String, byte[]> make() throws IOException {
    return new UpdateVectors().files;
  }

  private static Bytes bytes(byte[] file) {
    return new Bytes(file.length, Sha256.of(file).toString());
  }

  private Release release() {
    byte[] image = files.get("new.image");
    Component application =
        new Component(
            ComponentName.APPLICATION,
            ComponentVersion.of("2.4.1"),
            17,
            image.length,
            Sha256.of(image).toString(),
            bytes(files.get("chunk-list")),
            List.of());
    return new Release(
        RELEASE, List.of(new Hardware(MODEL, 2, 5)), List.of(application), DataForms.NONE);
  }

  /** One of each algorithm must sign root and targets. */
  private void root() {
    RoleKeys offline =
        new RoleKeys(
            List.of(
                new RoleKeys.Group(1, Set.of(ecdsa.key().id())),
                new RoleKeys.Group(1, Set.of(mldsa.key().id()))));
    RoleKeys near = RoleKeys.of(1, Set.of(online.key().id()));
    Map<String, MetadataKey> keys =
        Stream.of(ecdsa, mldsa, online)
            .map(SigningKey::key)
            .collect(Collectors.toMap(MetadataKey::id, key -> key));
    for (int version = 1; version <= 2; version++) {
      RootMetadata root =
          new RootMetadata(
              version,
              LATER,
              true,
              keys,
              Map.of("root", offline, "targets", offline, "snapshot", near, "timestamp", near));
      signed(version + ".root.xml", "root", root, ecdsa, mldsa);
      if (version == 2) {
        broken("PLT-UPD-011-2.root.xml", "root", root, ecdsa); // and not ML-DSA
      }
    }
  }

  private MetaFile targets(Bytes release) {
    String path = Release.path(MODEL, RELEASE);
    Map<String, TargetFile> named =
        Map.of(path, new TargetFile(path, release.length(), Map.of("sha256", release.sha256())));
    broken("PLT-UPD-041-1.targets.xml", "targets", targets(1, Map.of()), ecdsa, mldsa);
    return signed("1.targets.xml", "targets", targets(1, named), ecdsa, mldsa);
  }

  private static TargetsMetadata targets(int version, Map<String, TargetFile> named) {
    return new TargetsMetadata(version, LATER, named, Map.of(), List.of());
  }

  private MetaFile snapshot(MetaFile targets) {
    broken("PLT-UPD-030-1.snapshot.xml", "snapshot", snapshot(2, targets), online);
    return signed("1.snapshot.xml", "snapshot", snapshot(1, targets), online);
  }

  private static SnapshotMetadata snapshot(int version, MetaFile targets) {
    return new SnapshotMetadata(version, LATER, Map.of("targets", targets));
  }

  private void timestamp(MetaFile snapshot) {
    TimestampMetadata timestamp = new TimestampMetadata(1, LATER, snapshot);
    signed("timestamp.xml", "timestamp", timestamp, online);
    broken(
        "PLT-UPD-023-timestamp.xml",
        "timestamp",
        new TimestampMetadata(1, NOW.minusSeconds(1), snapshot),
        online);
    // The same content, with a signature that was made for another role.
    byte[] content = new XmlMetadata().write(timestamp);
    files.put(
        "broken/PLT-UPD-002-timestamp.xml",
        SignedForm.write(
            "timestamp", content, List.of(online.sign(SignedForm.message("snapshot", content)))));
  }

  private MetaFile signed(String name, String role, Metadata metadata, SigningKey... keys) {
    byte[] content = new XmlMetadata().write(metadata);
    byte[] file = file(role, content, keys);
    files.put(name, file);
    files.put(name + ".signed", SignedForm.message(role, content));
    return new MetaFile(
        metadata.version(), (long) file.length, Map.of("sha256", Digests.sha256(file)));
  }

  private void broken(String name, String role, Metadata metadata, SigningKey... keys) {
    files.put("broken/" + name, file(role, new XmlMetadata().write(metadata), keys));
  }

  private static byte[] file(String role, byte[] content, SigningKey... keys) {
    return SignedForm.write(
        role,
        content,
        Stream.of(keys).map(key -> key.sign(SignedForm.message(role, content))).toList());
  }
}
