package io.platen.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.testing.Peer;
import io.platen.server.testing.ServerProcess;
import io.platen.server.testing.SharedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * sslscan and testssl.sh look at every listener, as an auditor does; at the one for devices as it
 * is by default, and with the legacy profile on.
 */
@Timeout(value = 9, unit = TimeUnit.MINUTES)
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsScanIT {
  private static final Pattern FINDING =
      Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"[^}]*?\"severity\"\\s*:\\s*\"([A-Z]+)\"");
  private static final Set<String> ABOVE_INFO = Set.of("LOW", "MEDIUM", "HIGH", "CRITICAL");

  /**
   * What testssl.sh says of the legacy profile when it sees TLS 1.2, which depends on how soon the
   * server answers its first request. Its own hello with 129 suites lacks the extended master
   * secret and is refused for that (PLT-TLS-055). The order is the client's, as in TLS 1.3: the
   * container cannot be told another one, and the four suites are equally good (RFC 9325 section
   * 4.2); LegacyTlsIT holds that there is no fifth.
   */
  private static final Set<String> OF_THE_PROFILE = Set.of("pre_128cipher", "cipher_order");

  private static final String LEGACY = "device.url with the legacy profile";

  @TempDir private static Path own;

  private final Map<String, Listener> listeners = new LinkedHashMap<>();
  private Path folder;
  private ServerProcess byDefault;

  /** What is scanned, and the authority that an auditor is told of. */
  private record Listener(int port, Path authority) {
    static Listener of(Properties addresses, String key, Path authority) {
      return new Listener(URI.create(addresses.getProperty(key)).getPort(), authority);
    }
  }

  @BeforeAll
  void find() throws Exception {
    folder = SharedServer.get().folder();
    Properties shared = SharedServer.get().addresses();
    Path authority = folder.resolve("authority.pem");
    listeners.put(LEGACY, Listener.of(shared, "device.url", authority));
    for (String each : List.of("console.url", "est.url")) {
      listeners.put(each, Listener.of(shared, each, authority));
    }
    byDefault =
        ServerProcess.start(
            own,
            "platen.device.port=0",
            "platen.console.port=0",
            "platen.enrolment.port=0",
            "platen.crl.port=0");
    assertThat(byDefault.isAlive()).as(byDefault.output()).isTrue();
    Properties addresses = ServerProcess.addresses(own);
    Path pem = Path.of(addresses.getProperty("authority.pem"));
    listeners.put("device.url", Listener.of(addresses, "device.url", pem));
  }

  @AfterAll
  void stop() throws IOException {
    if (byDefault != null) {
      byDefault.close();
    }
  }

  /** It does not offer the extended master secret, so it is no client for the legacy profile. */
  @Test
  void sslscan_finds_tls_1_3_and_nothing_else() throws Exception {
    // given
    Peer.demand("sslscan", "sslscan");
    for (Listener each : listeners.values()) {
      // when
      String said =
          new Peer(folder).run("sslscan", "--no-colour", "--xml=-", "localhost:" + each.port());

      // then
      assertThat(matches("<protocol type=\"(\\w+)\" version=\"([\\d.]+)\" enabled=\"1\"", said))
          .containsExactly("tls 1.3");
      assertThat(matches("<cipher status=\"\\w+\" sslversion=\"(\\S+)\" bits=\"(\\d+)\"", said))
          .isNotEmpty()
          .allMatch(suite -> suite.equals("TLSv1.3 128") || suite.equals("TLSv1.3 256"));
      assertThat(said).doesNotContain("vulnerable=\"1\"", "<renegotiation supported=\"1\"");
    }
  }

  private static Set<String> matches(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1) + " " + matcher.group(2));
    }
    return found;
  }

  @Test
  void testssl_finds_nothing_above_info() throws Exception {
    // given
    Peer.demand("testssl.sh", "testssl");
    List<Process> scans = new ArrayList<>();
    for (Listener each : listeners.values()) {
      scans.add(scan(each)); // most of a scan is waiting
    }

    // when
    for (Process each : scans) {
      each.waitFor();
    }

    // then
    for (Map.Entry<String, Listener> each : listeners.entrySet()) {
      boolean legacy = each.getKey().equals(LEGACY);
      int port = each.getValue().port();
      Set<String> findings = findings(port);
      findings.removeAll(legacy ? OF_THE_PROFILE : Set.of());
      assertThat(findings).as(each.getKey()).isEmpty();
      // Otherwise it has not looked at the legacy profile.
      assertThat(said(port).contains("ECDHE-ECDSA-AES256-GCM-SHA384"))
          .as(each.getKey())
          .isEqualTo(legacy);
    }
  }

  private Process scan(Listener listener) throws Exception {
    int port = listener.port();
    return new ProcessBuilder(
            "testssl",
            "--protocols",
            "--std",
            "--fs",
            "--server-preference",
            "--server-defaults",
            "--headers",
            "--vulnerable",
            "--phone-out", // it fetches the revocation list, as a browser would
            "--quiet",
            "--warnings",
            "off", // go on where openssl was refused before it saw the handshake
            "--color",
            "0",
            "--nodns",
            "none",
            "--add-ca",
            listener.authority().toString(),
            "--jsonfile",
            folder.resolve("testssl-" + port + ".json").toString(),
            "https://localhost:" + port)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("testssl-" + port + ".log").toFile())
        .start();
  }

  private String said(int port) throws Exception {
    return Files.readString(folder.resolve("testssl-" + port + ".json"));
  }

  private Set<String> findings(int port) throws Exception {
    String said = said(port);
    Set<String> above = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    Matcher matcher = FINDING.matcher(said);
    while (matcher.find()) {
      all.add(matcher.group(1));
      if (ABOVE_INFO.contains(matcher.group(2))) {
        above.add(matcher.group(1));
      }
    }
    // A scan that was cut off has found nothing.
    assertThat(all)
        .contains("TLS1_3", "heartbleed", "LUCKY13", "RC4", "cert_crlRevoked", "scanTime");
    return above;
  }
}
