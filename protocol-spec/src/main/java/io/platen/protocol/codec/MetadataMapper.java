package io.platen.protocol.codec;

import io.platen.protocol.binding.update.DelegationXml;
import io.platen.protocol.binding.update.FileXml;
import io.platen.protocol.binding.update.KeyXml;
import io.platen.protocol.binding.update.KeysXml;
import io.platen.protocol.binding.update.RoleFileXml;
import io.platen.protocol.binding.update.RoleXml;
import io.platen.protocol.binding.update.RootXml;
import io.platen.protocol.binding.update.SnapshotXml;
import io.platen.protocol.binding.update.TargetXml;
import io.platen.protocol.binding.update.TargetsXml;
import io.platen.protocol.binding.update.TimestampXml;
import io.platen.protocol.binding.update.UseXml;
import io.platen.protocol.update.Delegation;
import io.platen.protocol.update.MetaFile;
import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TimestampMetadata;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Metadata of updates between records and JAXB types. */
final class MetadataMapper {
  private static final String SHA256 = "sha256";

  private MetadataMapper() {}

  static RootMetadata root(RootXml xml) {
    Map<String, RoleKeys> roles =
        byName(xml.getRole(), RoleXml::getName, "role", MetadataMapper::keys);
    Map<String, MetadataKey> keys = byName(xml.getKey(), KeyXml::getId, "key", MetadataMapper::key);
    return new RootMetadata(xml.getVersion(), xml.getExpires(), true, keys, roles);
  }

  static TimestampMetadata timestamp(TimestampXml xml) {
    return new TimestampMetadata(xml.getVersion(), xml.getExpires(), file(xml.getSnapshot()));
  }

  static SnapshotMetadata snapshot(SnapshotXml xml) {
    return new SnapshotMetadata(
        xml.getVersion(),
        xml.getExpires(),
        byName(xml.getFile(), RoleFileXml::getRole, "file", MetadataMapper::file));
  }

  static TargetsMetadata targets(TargetsXml xml) {
    return new TargetsMetadata(
        xml.getVersion(),
        xml.getExpires(),
        byName(xml.getTarget(), TargetXml::getPath, "target", MetadataMapper::target),
        byName(xml.getKey(), KeyXml::getId, "key", MetadataMapper::key),
        xml.getDelegation().stream().map(MetadataMapper::delegation).toList());
  }

  private static <X, R> Map<String, R> byName(
      Collection<X> elements, Function<X, String> name, String what, Function<X, R> mapper) {
    Map<String, R> found = new LinkedHashMap<>();
    for (X each : elements) {
      if (found.put(name.apply(each), mapper.apply(each)) != null) {
        throw new IllegalArgumentException("There are two of the " + what + " " + name.apply(each));
      }
    }
    return found;
  }

  private static MetadataKey key(KeyXml xml) {
    MetadataKey key =
        new MetadataKey(xml.getId(), xml.getAlgorithm(), HexFormat.of().formatHex(xml.getValue()));
    if (!key.isNamedByItsHash()) {
      throw new IllegalArgumentException("A key is named by its SHA-256, not " + key.id());
    }
    return key;
  }

  private static RoleKeys keys(RoleXml xml) {
    return keys(xml.getKeys());
  }

  private static RoleKeys keys(List<KeysXml> groups) {
    return new RoleKeys(
        groups.stream()
            .map(group -> new RoleKeys.Group(group.getThreshold(), keyIds(group)))
            .toList());
  }

  private static Set<String> keyIds(KeysXml group) {
    return group.getUse().stream().map(UseXml::getKey).collect(Collectors.toSet());
  }

  private static MetaFile file(FileXml xml) {
    return new MetaFile(xml.getVersion(), xml.getLength(), Map.of(SHA256, xml.getSha256()));
  }

  private static TargetFile target(TargetXml xml) {
    return new TargetFile(xml.getPath(), xml.getLength(), Map.of(SHA256, xml.getSha256()));
  }

  private static Delegation delegation(DelegationXml xml) {
    return new Delegation(
        xml.getRole(), keys(xml.getKeys()), xml.isTerminating(), xml.getPath(), List.of());
  }

  static RootXml write(RootMetadata root) {
    RootXml xml = new RootXml();
    xml.setVersion(root.version());
    xml.setExpires(root.expires());
    new TreeMap<>(root.keys()).values().forEach(key -> xml.getKey().add(write(key)));
    new TreeMap<>(root.roles())
        .forEach(
            (name, keys) -> {
              RoleXml role = new RoleXml();
              role.setName(name);
              role.getKeys().addAll(write(keys));
              xml.getRole().add(role);
            });
    return xml;
  }

  static TimestampXml write(TimestampMetadata timestamp) {
    TimestampXml xml = new TimestampXml();
    xml.setVersion(timestamp.version());
    xml.setExpires(timestamp.expires());
    xml.setSnapshot(write(timestamp.snapshot(), new FileXml()));
    return xml;
  }

  static SnapshotXml write(SnapshotMetadata snapshot) {
    SnapshotXml xml = new SnapshotXml();
    xml.setVersion(snapshot.version());
    xml.setExpires(snapshot.expires());
    new TreeMap<>(snapshot.files())
        .forEach(
            (role, file) -> {
              RoleFileXml named = write(file, new RoleFileXml());
              named.setRole(role);
              xml.getFile().add(named);
            });
    return xml;
  }

  static TargetsXml write(TargetsMetadata targets) {
    TargetsXml xml = new TargetsXml();
    xml.setVersion(targets.version());
    xml.setExpires(targets.expires());
    new TreeMap<>(targets.keys()).values().forEach(key -> xml.getKey().add(write(key)));
    targets.delegations().forEach(each -> xml.getDelegation().add(write(each)));
    new TreeMap<>(targets.targets()).values().forEach(each -> xml.getTarget().add(write(each)));
    return xml;
  }

  private static KeyXml write(MetadataKey key) {
    KeyXml xml = new KeyXml();
    xml.setId(key.id());
    xml.setAlgorithm(key.algorithm());
    xml.setValue(key.encoded());
    return xml;
  }

  private static List<KeysXml> write(RoleKeys keys) {
    return keys.groups().stream().map(MetadataMapper::write).toList();
  }

  private static KeysXml write(RoleKeys.Group group) {
    KeysXml xml = new KeysXml();
    xml.setThreshold(group.threshold());
    for (String id : new TreeSet<>(group.keyIds())) {
      UseXml use = new UseXml();
      use.setKey(id);
      xml.getUse().add(use);
    }
    return xml;
  }

  private static <F extends FileXml> F write(MetaFile file, F xml) {
    xml.setVersion(file.version());
    xml.setLength(Objects.requireNonNull(file.length(), "XML files have a length"));
    xml.setSha256(sha256(file.hashes()));
    return xml;
  }

  private static TargetXml write(TargetFile target) {
    TargetXml xml = new TargetXml();
    xml.setPath(target.path());
    xml.setLength(target.length());
    xml.setSha256(sha256(target.hashes()));
    return xml;
  }

  private static DelegationXml write(Delegation delegation) {
    DelegationXml xml = new DelegationXml();
    xml.setRole(delegation.role());
    xml.setTerminating(delegation.terminating());
    xml.getPath().addAll(delegation.paths());
    xml.getKeys().addAll(write(delegation.keys()));
    return xml;
  }

  private static String sha256(Map<String, String> hashes) {
    return Objects.requireNonNull(hashes.get(SHA256), "XML files have a SHA-256");
  }
}
