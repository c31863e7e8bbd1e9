package io.platen.device.link;

import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A process of its own, for site.sh: the server behind the site. Makes all certificates, writes its
 * port, and when the file {@code stop} is there what it was asked for.
 */
final class SiteServer {
  static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final int POLL_MILLIS = 100;
  private static final int MOST_POLLS = 10 * 60 * 1_000 / POLL_MILLIS;

  private SiteServer() {}

  /**
   * @param arguments the folder
   */
  @SuppressWarnings("BusyWait") // a shell script is the other side
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    TestAuthority authority = new TestAuthority("Platen test authority");
    TestAuthority.Issued device = authority.device(ID);
    TestAuthority.writePem(
        folder.resolve("authority.pem"), "CERTIFICATE", authority.certificate().getEncoded());
    TestAuthority.writePem(
        folder.resolve("device.pem"), "CERTIFICATE", device.certificate().getEncoded());
    TestAuthority.writePem(folder.resolve("device.key"), "PRIVATE KEY", device.key().getEncoded());
    Instant now = Instant.now();
    TestAuthority.Issued own =
        authority.server(
            now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(90)), "update1.site.test");
    try (TestServer server = new TestServer(own, authority.certificate(), ID)) {
      Files.writeString(folder.resolve("port"), Integer.toString(server.address().getPort()));
      // As a process of its own it has no clock but the real one; without a word it ends too.
      for (int polls = 0; polls < MOST_POLLS && !Files.exists(folder.resolve("stop")); polls++) {
        Thread.sleep(POLL_MILLIS);
      }
      Files.write(folder.resolve("requests"), server.requests());
    }
  }
}
