package io.platen.device;

import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.protocol.Requirement.PLT_LNK_014;
import static io.platen.protocol.Requirement.PLT_LNK_017;
import static io.platen.protocol.Requirement.PLT_LNK_018;
import static io.platen.protocol.Requirement.PLT_LNK_019;
import static io.platen.protocol.Requirement.PLT_SYN_014;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.Heard;
import io.platen.device.testing.OneDevice;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that a sync document names, good and bad ones, beside those of the configuration. */
class DeviceHostsTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private final VirtualTime time = new VirtualTime(START);
  private final TestStorage storage = new TestStorage();
  private final TestPrinters printers = new TestPrinters(time);
  private final Heard heard = new Heard();
  private final TestServer configured = server();
  private final TestServer named = server();
  private int pages;

  @AfterEach
  void stopServers() {
    configured.close();
    named.close();
  }

  private static TestServer server() {
    return OneDevice.server().withEntries(ENTRY);
  }

  private static SyncDocument naming(URI... hosts) {
    return new SyncDocument(
        ID, new SyncDocument.Hosts(List.of(hosts), List.of(hosts)), Policy.DEFAULT, List.of(ENTRY));
  }

  private Device device(URI... hosts) throws IOException {
    return Device.open(config(storage, printers, time, hosts).build(), heard);
  }

  /** One cycle with something new to report. */
  private CycleOutcome cycle(Device device) throws Exception {
    pages++;
    printers.put("10.0.0.5", "SN-12345A", pages);
    time.advance(Duration.ofHours(2));
    return device.runOnce();
  }

  private static void refuse(TestServer server, ProblemType type) {
    server.instead(
        exchange -> {
          TestServer.problem(exchange, type);
          return true;
        });
  }

  @Test
  @Verifies(positive = {PLT_LNK_017, PLT_SYN_014})
  void uses_the_hosts_that_a_document_names_from_the_next_request_on() throws Exception {
    // given
    configured.with(naming(named.address()));
    named.with(naming(named.address()));
    try (Device device = device(configured.address())) {
      // when
      cycle(device);
      cycle(device);

      // then
      assertThat(configured.requests()).containsExactly("GET /download/v1/sync");
      assertThat(named.requests())
          .containsExactly(
              "POST /update/v1/reports", "GET /download/v1/sync", "POST /update/v1/reports");
    }
  }

  @Test
  @Verifies(positive = PLT_LNK_017)
  void remembers_them_over_a_restart() throws Exception {
    // given
    configured.with(naming(named.address()));
    named.with(naming(named.address()));
    try (Device device = device(configured.address())) {
      cycle(device);
    }

    // when
    try (Device device = device(configured.address())) {
      cycle(device);
    }

    // then
    assertThat(configured.requests()).hasSize(1);
    assertThat(named.reports()).hasSize(2);
  }

  @Test
  @Verifies(negative = PLT_LNK_017)
  void goes_back_to_the_configured_ones_when_a_document_names_none_any_more() throws Exception {
    // given
    configured.with(naming(named.address()));
    try (Device device = device(configured.address())) {
      cycle(device);

      // when: the second sync, from the named host, names none
      cycle(device);

      // then
      assertThat(configured.reports()).hasSize(1);
      assertThat(configured.requests()).last().isEqualTo("POST /update/v1/reports");
    }
  }

  @ParameterizedTest(name = "restarts: {0}")
  @ValueSource(booleans = {false, true})
  @Verifies(positive = PLT_LNK_018)
  void is_not_cut_off_by_a_document_that_names_dead_hosts(boolean restarts) throws Exception {
    // given
    TestServer dead = server();
    dead.close();
    named.close();
    configured.with(naming(dead.address(), named.address()));
    Device device = device(configured.address());
    for (int cycle = 0; cycle < 12; cycle++) {
      if (restarts) {
        device.close();
        device = device(configured.address());
      }

      // when
      cycle(device);
    }
    device.close();

    // then: at the latest with the cycle after, everything has arrived
    assertThat(configured.reports()).hasSizeGreaterThanOrEqualTo(11);
    assertThat(configured.reports())
        .extracting(Report::sequence)
        .startsWith(1L, 2L, 3L)
        .doesNotHaveDuplicates();
  }

  @Test
  void tries_a_dead_named_host_again_and_uses_it_when_it_is_there() throws Exception {
    // given
    refuse(named, ProblemType.UNAVAILABLE);
    configured.with(naming(named.address()));
    named.with(naming(named.address()));
    try (Device device = device(configured.address())) {
      cycle(device);
      cycle(device);
      assertThat(configured.reports()).isNotEmpty();

      // when
      named.instead(null);
      cycle(device);

      // then
      assertThat(named.requests()).last().isEqualTo("POST /update/v1/reports");
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"CERTIFICATE_UNKNOWN", "DEVICE_INACTIVE"})
  @Verifies(positive = PLT_LNK_019)
  void is_not_cut_off_by_a_named_host_alone(ProblemType type) throws Exception {
    // given: another server of the same authority, which does not want this device
    refuse(named, type);
    configured.with(naming(named.address()));
    try (Device device = device(configured.address())) {
      // when
      CycleOutcome first = cycle(device);
      CycleOutcome second = cycle(device);

      // then
      assertThat(List.of(first, second))
          .extracting(CycleOutcome::kind)
          .containsOnly(CycleOutcome.Kind.DONE);
      assertThat(configured.reports()).hasSize(2);
    }
  }

  @Test
  @Verifies(negative = PLT_LNK_019)
  void is_cut_off_where_the_configured_host_says_so_too() throws Exception {
    // given
    configured.with(naming(named.address()));
    try (Device device = device(configured.address())) {
      cycle(device);
      refuse(named, ProblemType.DEVICE_INACTIVE);
      refuse(configured, ProblemType.DEVICE_INACTIVE);

      // when
      CycleOutcome outcome = cycle(device);

      // then
      assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.CUT_OFF);
    }
  }

  @Test
  void is_cut_off_by_a_named_host_where_no_configured_one_is_there_any_more() throws Exception {
    // given
    configured.with(naming(named.address()));
    named.with(naming(named.address()));
    try (Device device = device(configured.address())) {
      cycle(device);
      configured.close();
      refuse(named, ProblemType.DEVICE_INACTIVE);

      // when
      CycleOutcome outcome = cycle(device);

      // then
      assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.CUT_OFF);
    }
  }

  @Test
  @Verifies(positive = PLT_LNK_019)
  void asks_the_configured_host_where_the_named_one_gives_documents_that_it_must_refuse()
      throws Exception {
    // given
    SyncDocument foreign = new SyncDocument(UUID.randomUUID(), null, Policy.DEFAULT, List.of());
    configured.with(naming(named.address()));
    named.with(foreign);
    try (Device device = device(configured.address())) {
      // when
      cycle(device);
      cycle(device);

      // then
      assertThat(heard.problems()).isEmpty();
      assertThat(heard.lines()).contains("synced unchanged 1");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"https://user:word@host.example", "https://not_a_name"})
  @Verifies(negative = PLT_SYN_014)
  void refuses_a_document_that_names_something_else_than_hosts(String address) throws Exception {
    // given
    configured.with(naming(URI.create(address)));
    try (Device device = device(configured.address())) {
      // when
      cycle(device);

      // then
      assertThat(heard.problems()).singleElement().asString().contains("https://host[:port]");
    }
  }

  @Test
  @Verifies(positive = PLT_LNK_014)
  void works_with_the_second_host_however_long_the_first_is_down() throws Exception {
    // given
    named.close();
    try (Device device = device(named.address(), configured.address())) {
      for (int cycle = 0; cycle < 24; cycle++) {
        // when
        CycleOutcome outcome = cycle(device);

        // then
        assertThat(outcome.kind()).as("cycle %s", cycle).isEqualTo(CycleOutcome.Kind.DONE);
      }
    }
    assertThat(configured.requests()).hasSize(48);
  }
}
