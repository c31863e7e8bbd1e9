package io.platen.server.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListenerScriptTest {
  private static final Endpoint ENDPOINT =
      new Endpoint(
          "127.0.0.1",
          Map.of(Listener.DEVICE, 8443, Listener.CONSOLE, 8444, Listener.ENROLMENT, 8445));
  private static final KeyStores STORES =
      new KeyStores("s.p12", "a", "t.p12", "f.p12", "store-secret");
  private static final DatabasePool POOL =
      new DatabasePool("jdbc:postgresql://h:5432/d?a=b", "u", "p:q=r\\s", 9);

  @Test
  void the_device_port_needs_a_certificate_and_refuses_tls_1_2() {
    assertThat(lines())
        .anyMatch(line -> line.endsWith("platen-device.ssl.client-auth=need"))
        .anyMatch(line -> line.endsWith("platen-device.ssl.tls12-enabled=false"))
        .anyMatch(line -> line.endsWith("platen-device.http.max-post-size-bytes=1000"));
  }

  @Test
  void factory_certificates_count_on_the_enrolment_port_only() {
    assertThat(lines())
        .anyMatch(line -> line.endsWith("platen-device.ssl.trust-store=t.p12"))
        .anyMatch(line -> line.endsWith("platen-enrolment.ssl.trust-store=f.p12"));
  }

  @Test
  void the_console_port_asks_nobody_for_a_certificate() {
    assertThat(lines())
        .noneMatch(line -> line.contains("platen-console.ssl.client-auth"))
        .noneMatch(line -> line.contains("platen-console.ssl.trust-store"));
  }

  @Test
  void no_port_speaks_tls_1_2() {
    assertThat(lines()).filteredOn(line -> line.endsWith(".ssl.tls12-enabled=false")).hasSize(3);
  }

  @Test
  void no_listener_has_the_name_that_payara_reserves() {
    assertThat(Stream.of(Listener.values()).map(Listener::title)).doesNotContain("admin-listener");
  }

  @Test
  void a_password_with_special_letters_stays_one_value() {
    assertThat(lines()).anyMatch(line -> line.contains(":password=p\\:q\\=r\\\\s:"));
  }

  @Test
  void the_log_gets_no_password() {
    assertThat(commands().map(AsadminCommand::lineWithoutSecrets))
        .noneMatch(line -> line.contains("store-secret"))
        .noneMatch(line -> line.contains("p\\:q"));
  }

  private static List<String> lines() {
    return commands().map(AsadminCommand::line).toList();
  }

  private static Stream<AsadminCommand> commands() {
    return Stream.concat(
        ListenerScript.listeners(ENDPOINT, STORES, 1000).stream(),
        ListenerScript.dataSource(POOL).stream());
  }
}
