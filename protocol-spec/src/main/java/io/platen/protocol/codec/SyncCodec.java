package io.platen.protocol.codec;

import io.platen.protocol.binding.DiscoveryXml;
import io.platen.protocol.binding.HostsXml;
import io.platen.protocol.binding.ListedProfileXml;
import io.platen.protocol.binding.ObjectFactory;
import io.platen.protocol.binding.ProfilesXml;
import io.platen.protocol.binding.SyncXml;
import io.platen.protocol.sync.ListedProfile;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What concerns one device, as XML (chapter SYN). */
public final class SyncCodec {
  private SyncCodec() {}

  /**
   * The same bytes for the same document, so that their digest may serve as entity tag.
   *
   * @throws IllegalArgumentException when the document would break its schema
   */
  public static byte[] write(SyncDocument document) {
    SyncXml xml = new SyncXml();
    xml.setV(ReportCodec.VERSION);
    xml.setDevice(document.device().toString());
    xml.setHosts(toXml(document.hosts()));
    xml.setSealing(KeysMapper.write(document.sealing()));
    xml.setPolicy(PolicyMapper.write(document.policy()));
    xml.setDiscovery(new DiscoveryXml());
    document
        .entries()
        .forEach(entry -> xml.getDiscovery().getEntry().add(EntryMapper.write(entry)));
    xml.setProfiles(toXml(document.profiles()));
    xml.setUpdates(KeysMapper.write(document.updates()));
    xml.setHeartbeat(HeartbeatMapper.write(document.heartbeat()));
    return Binding.PLATEN.write(new ObjectFactory().createSync(xml));
  }

  /**
   * @throws ProtocolException when the bytes are not a sync document that keeps to the protocol
   */
  public static SyncDocument read(byte[] xml) throws ProtocolException {
    return Binding.map(Binding.PLATEN.read(xml, "sync", SyncXml.class), SyncCodec::toRecord);
  }

  private static SyncDocument toRecord(SyncXml xml) {
    HostsXml hosts = xml.getHosts();
    return new SyncDocument(
        UUID.fromString(xml.getDevice()),
        hosts == null
            ? null
            : new SyncDocument.Hosts(uris(hosts.getUpdate()), uris(hosts.getDownload())),
        PolicyMapper.read(xml.getPolicy()),
        xml.getDiscovery().getEntry().stream().map(EntryMapper::read).toList(),
        profiles(xml.getProfiles()),
        KeysMapper.read(xml.getSealing()),
        KeysMapper.read(xml.getUpdates()),
        HeartbeatMapper.read(xml.getHeartbeat()));
  }

  private static List<ListedProfile> profiles(@Nullable ProfilesXml xml) {
    if (xml == null) {
      return List.of();
    }
    Set<String> ids = new HashSet<>();
    for (ListedProfileXml listed : xml.getProfile()) {
      if (!ids.add(listed.getId())) {
        throw new IllegalArgumentException("Two profiles with the id " + listed.getId());
      }
    }
    return xml.getProfile().stream()
        .map(
            listed ->
                new ListedProfile(
                    listed.getId(), listed.getVersion(), listed.getSha256(), listed.getLength()))
        .toList();
  }

  private static @Nullable ProfilesXml toXml(List<ListedProfile> profiles) {
    if (profiles.isEmpty()) {
      return null;
    }
    ProfilesXml xml = new ProfilesXml();
    for (ListedProfile profile : profiles) {
      ListedProfileXml listed = new ListedProfileXml();
      listed.setId(profile.id());
      listed.setVersion(profile.version());
      listed.setSha256(profile.sha256());
      listed.setLength(profile.length());
      xml.getProfile().add(listed);
    }
    return xml;
  }

  private static List<URI> uris(List<String> texts) {
    return texts.stream().map(URI::create).toList();
  }

  private static @Nullable HostsXml toXml(SyncDocument.@Nullable Hosts hosts) {
    if (hosts == null) {
      return null;
    }
    HostsXml xml = new HostsXml();
    hosts.update().forEach(uri -> xml.getUpdate().add(uri.toString()));
    hosts.download().forEach(uri -> xml.getDownload().add(uri.toString()));
    return xml;
  }
}
