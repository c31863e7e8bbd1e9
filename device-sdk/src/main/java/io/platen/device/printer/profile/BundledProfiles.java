package io.platen.device.printer.profile;

import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.ProfileCodec;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The profiles that are built in, in the order of their index. */
final class BundledProfiles {
  private BundledProfiles() {}

  static List<PrinterProfile> read() {
    List<PrinterProfile> profiles = new ArrayList<>();
    for (String id : new String(bytes("index"), StandardCharsets.UTF_8).lines().toList()) {
      profiles.add(profile(id));
    }
    return profiles;
  }

  private static PrinterProfile profile(String id) {
    try {
      return ProfileCodec.read(bytes(id + ".xml"));
    } catch (ProtocolException e) {
      throw new IllegalStateException(
          "The built-in profile " + id + ".xml, line " + e.line() + ": " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(String name) {
    try (InputStream file = BundledProfiles.class.getResourceAsStream("profiles/" + name)) {
      if (file == null) {
        throw new IllegalStateException("The profile " + name + " is missing in this build");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
