package io.platen.device.discovery.mdns;

import io.platen.device.port.JdkDatagrams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Asks the links of its network: what the test starts within it. */
final class AvahiReading {
  private AvahiReading() {}

  /**
   * @param arguments the file that the announcements go to
   */
  public static void main(String[] arguments) throws Exception {
    MdnsQuery query = new MdnsQuery(new JdkDatagrams(), new SecureRandom());
    Files.writeString(Path.of(arguments[0]), query.ask().toString());
  }
}
