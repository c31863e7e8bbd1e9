package io.platen.protocol.codec;

import io.platen.protocol.binding.EntryXml;
import io.platen.protocol.binding.SnmpAccessXml;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;

/** A discovery entry of a sync document. */
final class EntryMapper {
  private static final String VERSION_1 = "1";
  private static final String VERSION_2C = "2c";

  private EntryMapper() {}

  static DiscoveryEntry read(EntryXml xml) {
    return new DiscoveryEntry(
        xml.getId(),
        kind(xml),
        target(xml),
        xml.getExclude(),
        xml.getSnmp().stream().map(EntryMapper::read).toList());
  }

  private static DiscoveryEntry.Kind kind(EntryXml xml) {
    if (xml.getNetwork() != null) {
      return DiscoveryEntry.Kind.NETWORK;
    }
    return xml.getRange() != null ? DiscoveryEntry.Kind.RANGE : DiscoveryEntry.Kind.HOST;
  }

  private static String target(EntryXml xml) {
    return switch (kind(xml)) {
      case NETWORK -> xml.getNetwork();
      case RANGE -> xml.getRange();
      case HOST -> xml.getHost();
    };
  }

  private static SnmpAccess read(SnmpAccessXml xml) {
    String community = xml.getCommunity();
    return new SnmpAccess(
        xml.getVersion().equals(VERSION_1) ? SnmpAccess.Version.V1 : SnmpAccess.Version.V2C,
        community == null ? SnmpAccess.PUBLIC.community() : community,
        xml.getPort());
  }

  static EntryXml write(DiscoveryEntry entry) {
    EntryXml xml = new EntryXml();
    xml.setId(entry.id());
    switch (entry.kind()) {
      case NETWORK -> xml.setNetwork(entry.target());
      case RANGE -> xml.setRange(entry.target());
      case HOST -> xml.setHost(entry.target());
    }
    xml.getExclude().addAll(entry.exclusions());
    entry.access().forEach(access -> xml.getSnmp().add(write(access)));
    return xml;
  }

  private static SnmpAccessXml write(SnmpAccess access) {
    SnmpAccessXml xml = new SnmpAccessXml();
    xml.setVersion(access.version() == SnmpAccess.Version.V1 ? VERSION_1 : VERSION_2C);
    xml.setCommunity(access.community());
    xml.setPort(access.port());
    return xml;
  }
}
