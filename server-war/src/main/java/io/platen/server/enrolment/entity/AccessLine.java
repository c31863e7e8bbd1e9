package io.platen.server.enrolment.entity;

import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * An access as one line of a row: {@code V2C 161 public}, the community last since it may hold
 * blanks; or {@code V3 161 user auth authPassword priv privPassword context}, where each text is
 * percent-encoded, so that none holds a blank or ends the line.
 */
final class AccessLine {
  private static final int PARTS_OF_V3 = 8;

  private AccessLine() {}

  static String write(SnmpAccess access) {
    SnmpUser user = access.user();
    String start = access.version() + " " + access.port() + " ";
    return user == null ? start + access.community() : start + write(user);
  }

  private static String write(SnmpUser user) {
    return String.join(
        " ",
        encode(user.name()),
        user.auth().name(),
        encode(user.authPassword()),
        user.priv().name(),
        encode(user.privPassword()),
        encode(user.context()));
  }

  static SnmpAccess read(String line) {
    String[] parts = line.split(" ", 3);
    Version version = Version.valueOf(parts[0]);
    int port = Integer.parseInt(parts[1]);
    return version == Version.V3
        ? SnmpAccess.of(user(line.split(" ", PARTS_OF_V3)), port)
        : new SnmpAccess(version, parts[2], port);
  }

  private static SnmpUser user(String[] parts) {
    return new SnmpUser(
        decode(parts[2]),
        SnmpUser.Auth.valueOf(parts[3]),
        decode(parts[4]),
        SnmpUser.Priv.valueOf(parts[5]),
        decode(parts[6]),
        decode(parts[7]));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
