package io.platen.protocol.codec;

import io.platen.protocol.binding.EntryXml;
import io.platen.protocol.binding.SnmpAccessXml;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A discovery entry of a sync document. */
final class EntryMapper {
  private EntryMapper() {}

  static DiscoveryEntry read(EntryXml xml) {
    return new DiscoveryEntry(
        xml.getId(),
        kind(xml),
        target(xml),
        xml.getExclude(),
        xml.getSnmp().stream().map(EntryMapper::read).toList(),
        Set.copyOf(xml.getReaders()),
        xml.isMdns());
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
    SnmpAccess.Version version = version(xml.getVersion());
    if (version == SnmpAccess.Version.V3) {
      return SnmpAccess.of(user(xml), xml.getPort());
    }
    String community = xml.getCommunity();
    return new SnmpAccess(
        version, community == null ? SnmpAccess.PUBLIC.community() : community, xml.getPort());
  }

  private static SnmpAccess.Version version(String token) {
    return Arrays.stream(SnmpAccess.Version.values())
        .filter(each -> each.token().equals(token))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no SNMP " + token));
  }

  private static SnmpUser user(SnmpAccessXml xml) {
    return new SnmpUser(
        orEmpty(xml.getUser()),
        SnmpUser.Auth.valueOf(constant(xml.getAuth())),
        orEmpty(xml.getAuthPassword()),
        SnmpUser.Priv.valueOf(constant(xml.getPriv())),
        orEmpty(xml.getPrivPassword()),
        orEmpty(xml.getContext()));
  }

  private static String constant(String token) {
    return token.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
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
    if (!entry.readers().equals(DiscoveryEntry.DEFAULT_READERS)) {
      xml.getReaders().addAll(entry.readers().stream().sorted().toList());
    }
    // Not said where it is off, as for a device that does not know it.
    xml.setMdns(entry.mdns() ? true : null);
    return xml;
  }

  private static SnmpAccessXml write(SnmpAccess access) {
    SnmpAccessXml xml = new SnmpAccessXml();
    xml.setVersion(access.version().token());
    xml.setPort(access.port());
    SnmpUser user = access.user();
    if (user == null) {
      xml.setCommunity(access.community());
    } else {
      write(user, xml);
    }
    return xml;
  }

  private static void write(SnmpUser user, SnmpAccessXml xml) {
    xml.setUser(user.name());
    xml.setAuth(user.auth().token());
    xml.setPriv(user.priv().token());
    xml.setAuthPassword(orNull(user.authPassword()));
    xml.setPrivPassword(orNull(user.privPassword()));
    xml.setContext(orNull(user.context()));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
