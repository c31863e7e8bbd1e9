package io.platen.server.listener;

import static io.platen.protocol.Requirement.PLT_TLS_054;
import static io.platen.protocol.Requirement.PLT_TLS_057;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
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
  void devices_have_threads_of_their_own_as_many_as_find_work() {
    assertThat(lines())
        .anyMatch(
            line -> line.startsWith("create-threadpool") && line.contains("--maxthreadpoolsize=39"))
        .filteredOn(line -> line.contains("--threadpool=platen-device-threads"))
        .singleElement()
        .asString()
        .contains("--protocol=platen-device");
  }

  @Test
  void no_port_speaks_tls_1_2() {
    assertThat(lines()).filteredOn(line -> line.endsWith(".ssl.tls12-enabled=false")).hasSize(3);
  }

  @Test
  @Verifies(positive = {PLT_TLS_054, PLT_TLS_057})
  void the_legacy_profile_opens_the_device_port_alone_to_four_suites_of_tls_1_2() {
    // when
    List<String> lines = lines(DeviceTls.LEGACY);

    // then
    assertThat(lines)
        .filteredOn(line -> line.endsWith(".ssl.tls12-enabled=true"))
        .singleElement()
        .asString()
        .contains("platen-device");
    assertThat(lines)
        .filteredOn(line -> line.contains("ssl3-tls-ciphers"))
        .singleElement()
        .asString()
        .endsWith(
            "platen-device.ssl.ssl3-tls-ciphers=+TLS_AES_256_GCM_SHA384,+TLS_AES_128_GCM_SHA256,"
                + "+TLS_CHACHA20_POLY1305_SHA256,+TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,"
                + "+TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,+TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,"
                + "+TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
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
    assertThat(commands(DeviceTls.TLS_1_3).map(AsadminCommand::lineWithoutSecrets))
        .noneMatch(line -> line.contains("store-secret"))
        .noneMatch(line -> line.contains("p\\:q"));
  }

  private static List<String> lines() {
    return lines(DeviceTls.TLS_1_3);
  }

  private static List<String> lines(DeviceTls tls) {
    return commands(tls).map(AsadminCommand::line).toList();
  }

  private static Stream<AsadminCommand> commands(DeviceTls tls) {
    return Stream.concat(
        ListenerScript.listeners(ENDPOINT, STORES, DeviceLimits.of(1000, 30, 9), tls).stream(),
        ListenerScript.dataSource(POOL).stream());
  }
}
