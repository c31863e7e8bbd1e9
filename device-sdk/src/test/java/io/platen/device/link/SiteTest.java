package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_032;
import static io.platen.protocol.Requirement.PLT_LNK_033;
import static io.platen.protocol.Requirement.PLT_TLS_040;
import static io.platen.protocol.Requirement.PLT_TLS_041;
import static io.platen.protocol.Requirement.PLT_TLS_042;
import static io.platen.protocol.Requirement.PLT_TLS_043;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.ForeignProcess;
import io.platen.device.testing.OwnNetwork;
import io.platen.protocol.Verifies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A device in a network of its own, from which all ways lead through squid, mitmproxy or nginx: who
 * is named, and what they saw. Skipped where one of them is not installed, or without root.
 */
@Timeout(value = 9, unit = TimeUnit.MINUTES)
class SiteTest {
  private static final String[] FILES = {
    "site.sh",
    "hosts",
    "cases",
    "portal.conf",
    "squid-basic.conf",
    "squid-both.conf",
    "squid-bump.conf"
  };

  /** As squid writes the header down. */
  private static final String BASIC = " Basic%20";

  @TempDir private static Path folder;
  private static List<String> facts;

  @BeforeAll
  static void run() throws Exception {
    ForeignProcess.demand("mitmproxy", "mitmdump");
    ForeignProcess.demand("squid-openssl", "squid");
    ForeignProcess.demand("nginx-light", "nginx");
    ForeignProcess.demand("iproute2", "ip");
    ForeignProcess.demand("openssl", "openssl");
    ForeignProcess.demandRoot("A network of its own with an account for squid");
    OwnNetwork.lay(folder, "/io/platen/device/link/", FILES);
    List<String> command = OwnNetwork.command(folder, List.of("--net"), "site.sh");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(System.getProperty("java.class.path"));
    try (ForeignProcess all = ForeignProcess.start(folder, Map.of(), command)) {
      all.await();
    }
    assertThat(folder.resolve("requests")).as(said()).exists();
    facts = Files.readAllLines(folder.resolve("facts"));
  }

  private static String said() throws IOException {
    StringBuilder said = new StringBuilder();
    for (String log : List.of("log", "server.log", "device.log", "squid/bump-cache.log")) {
      Path file = folder.resolve(log);
      said.append(Files.exists(file) ? Files.readString(file) : "").append('\n');
    }
    return said.toString();
  }

  private static List<String> of(String name) {
    return facts.stream()
        .filter(fact -> fact.startsWith(name + " "))
        .map(fact -> fact.substring(name.length() + 1))
        .toList();
  }

  private static List<String> seen(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }

  @Test
  @Verifies(positive = {PLT_LNK_032, PLT_LNK_033})
  void gets_through_by_basic_in_a_fresh_process_where_that_is_allowed() throws Exception {
    // then
    assertThat(of("basic")).endsWith("cycle DONE").noneMatch(fact -> fact.contains("failed"));
    assertThat(of("basic"))
        .anyMatch(fact -> fact.startsWith("step proxy ok") && fact.contains("readable"));
    assertThat(seen("squid/basic-access.log"))
        .anyMatch(line -> line.contains("update1.site.test") && line.contains(BASIC));
  }

  @Test
  @Verifies(negative = PLT_LNK_033)
  void sends_no_password_by_basic_where_that_is_not_allowed() throws Exception {
    // then
    assertThat(of("basic-not-allowed"))
        .contains("cycle WAITING")
        .anyMatch(fact -> fact.startsWith("step proxy failed: the proxy refused the login"));
    // The case before it ended with the last line that has a password.
    List<String> log = seen("squid/basic-access.log");
    assertThat(log.stream().filter(line -> line.contains(BASIC))).hasSize(2);
    assertThat(log).last().asString().startsWith("CONNECT ").endsWith(" -");
  }

  @Test
  @Verifies(positive = PLT_LNK_032)
  void prefers_digest_where_a_proxy_takes_both() throws Exception {
    // then
    assertThat(of("digest-before-basic")).endsWith("cycle DONE");
    assertThat(seen("squid/both-access.log"))
        .anyMatch(line -> line.contains(" Digest%20"))
        .noneMatch(line -> line.contains(BASIC));
  }

  @Test
  void says_that_the_proxy_does_not_know_the_user() {
    // then
    assertThat(of("unknown-user"))
        .contains("cycle WAITING")
        .anyMatch(fact -> fact.startsWith("step proxy failed: the proxy refused the login"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"squid-bump, 'CN=Site Squid CA,O=Example'", "mitmproxy, 'O=mitmproxy,CN=mitmproxy'"})
  @Verifies(positive = {PLT_TLS_040, PLT_TLS_043})
  void names_who_opens_tls(String name, String issuer) {
    // then
    assertThat(of(name)).contains("cycle WAITING");
    String told = "TLS to update1.site.test is opened by '" + issuer + "' (SHA-256 of its key ";
    assertThat(of(name)).anyMatch(fact -> fact.startsWith("step tls failed: " + told));
    assertThat(of(name))
        .anyMatch(
            fact ->
                fact.startsWith("obstacle tls-opened: " + told)
                    && fact.contains("Exempt update1.site.test from inspection"));
  }

  @Test
  @Verifies(negative = PLT_TLS_041)
  void sends_nothing_through_an_interceptor() throws Exception {
    // then: tunnels were asked for, and nothing came through them
    assertThat(seen("squid/bump-access.log"))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("CONNECT ") || line.startsWith("- error:"));
    for (String each : List.of("regular", "reverse")) {
      assertThat(folder.resolve(each + ".flows")).isEmptyFile();
      assertThat(seen("mitm-" + each + ".log"))
          .anyMatch(line -> line.contains("client connect"))
          .noneMatch(line -> line.contains("GET ") || line.contains("POST "));
    }
    assertThat(seen("portal.log")).noneMatch(line -> line.contains("/download/"));
  }

  @Test
  @Verifies(positive = PLT_TLS_040, negative = PLT_TLS_042)
  void sends_nothing_to_an_interceptor_whose_authority_somebody_gave_it() {
    // then: mitmproxy asks for no certificate
    assertThat(of("mitmproxy-trusted"))
        .contains("cycle WAITING")
        .anyMatch(fact -> fact.startsWith("step tls failed: the host did not ask for the device's"))
        .anyMatch(fact -> fact.startsWith("obstacle certificate-stripped"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "portal, captive-portal",
    "portal-in-clear, captive-portal",
    "tls-1.2, tls-old",
    "clock-ahead, certificate-expired",
    "clock-behind, certificate-not-yet-valid"
  })
  @Verifies(positive = PLT_TLS_040)
  void tells_portals_and_clocks_apart(String name, String kind) {
    // then
    assertThat(of(name))
        .contains("cycle WAITING")
        .anyMatch(fact -> fact.startsWith("step tls failed"))
        .anyMatch(fact -> fact.startsWith("obstacle " + kind + ":"));
    assertThat(of(name).stream().filter(fact -> fact.startsWith("obstacle"))).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"name", "connect", "address", "link"})
  void ends_at_the_step_that_fails(String name) {
    // then
    assertThat(of(name).stream().filter(fact -> fact.startsWith("step")))
        .last()
        .asString()
        .startsWith("step " + name + " failed: ");
    assertThat(of(name)).noneMatch(fact -> fact.startsWith("obstacle"));
  }

  @Test
  void reaches_the_server_only_where_it_should() throws Exception {
    // then: each of the two has tried its connection at two paths, and sent its report
    assertThat(seen("requests").stream().filter(line -> line.startsWith("POST "))).hasSize(2);
  }
}
