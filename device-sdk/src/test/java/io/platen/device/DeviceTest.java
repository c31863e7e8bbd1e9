package io.platen.device;

import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.protocol.Requirement.PLT_LNK_010;
import static io.platen.protocol.Requirement.PLT_LNK_020;
import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_LNK_024;
import static io.platen.protocol.Requirement.PLT_RPT_012;
import static io.platen.protocol.Requirement.PLT_RPT_014;
import static io.platen.protocol.Requirement.PLT_TLS_010;
import static io.platen.protocol.Requirement.PLT_TLS_011;
import static io.platen.protocol.Requirement.PLT_XML_031;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.ThreadScheduler;
import io.platen.device.printer.PrinterReader;
import io.platen.device.testing.Heard;
import io.platen.device.testing.OneDevice;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The device against real servers over mutual TLS, with virtual time and printers made up. */
class DeviceTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private final VirtualTime time = new VirtualTime(START);
  private final TestStorage storage = new TestStorage();
  private final TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
  private final Heard heard = new Heard();
  private TestServer first;
  private TestServer second;

  @BeforeEach
  void startServers() {
    first = server();
    second = server();
  }

  @AfterEach
  void stopServers() {
    first.close();
    second.close();
  }

  private static TestServer server() {
    return OneDevice.server().withEntries(ENTRY);
  }

  private Device device() throws IOException {
    return Device.open(twoHosts().build(), heard);
  }

  private DeviceConfig.Builder twoHosts() {
    return config(storage, printers, time, first.address(), second.address());
  }

  @Test
  @Verifies(
      positive = {PLT_LNK_020, PLT_LNK_021, PLT_RPT_012, PLT_TLS_010, PLT_TLS_011, PLT_XML_031})
  void reports_what_it_read_in_full_and_then_only_what_changed() throws Exception {
    // given
    try (Device device = device()) {
      // when
      CycleOutcome outcome = device.runOnce();
      printers.put("10.0.0.5", "SN-12345A", 101);
      time.advance(Duration.ofHours(2));
      device.runOnce();
      device.runOnce();

      // then
      assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.DONE);
      assertThat(first.reports()).hasSize(2);
      Report full = first.reports().get(0);
      assertThat(full.kind()).isEqualTo(Report.Kind.FULL);
      assertThat(full.printers()).hasSize(1);
      assertThat(full.printers().get(0).key()).isEqualTo("sn-SN12345A");
      Report delta = first.reports().get(1);
      assertThat(delta.base()).isEqualTo(full.sequence());
      assertThat(delta.printers().get(0).supplies()).isNull();
      assertThat(delta.printers().get(0).meters().get(0).value()).isEqualTo(101);
      assertThat(heard.problems()).isEmpty();
    }
  }

  @Test
  void reads_on_while_a_printer_is_slow_and_tells_in_the_order_of_finding() throws Exception {
    // given: the first printer answers when the second has done so
    printers.put("10.0.0.6", "SN-67890B", 200);
    CountDownLatch secondWasRead = new CountDownLatch(1);
    PrinterReader reader =
        target -> {
          boolean slow = target.equals(TestPrinters.target("10.0.0.5"));
          if (slow && !secondWasRead.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The second printer was held up");
          }
          secondWasRead.countDown();
          return printers.read(target);
        };
    DeviceConfig config =
        twoHosts().reader(reader).scheduler(() -> new ThreadScheduler("test-reading")).build();
    try (Device device = Device.open(config, heard)) {
      // when
      device.runOnce();

      // then
      assertThat(heard.problems()).isEmpty();
      assertThat(first.reports().get(0).printers())
          .extracting(PrinterReport::key)
          .containsExactly("sn-SN12345A", "sn-SN67890B");
    }
  }

  @Test
  void keeps_its_connection_from_one_request_to_the_next() throws Exception {
    // given
    try (Device device = device()) {
      // when
      device.runOnce();
      printers.put("10.0.0.5", "SN-12345A", 101);
      device.runOnce();

      // then
      assertThat(first.requests()).hasSize(4);
      assertThat(first.clientPorts()).hasSize(1);
    }
  }

  @Test
  @Verifies(negative = PLT_LNK_010)
  void sends_to_the_other_host_after_two_failures() throws Exception {
    // given
    URI gone = first.address();
    first.close();
    try (Device device = device()) {
      // when
      CycleOutcome outcome = device.runOnce();

      // then
      assertThat(outcome.kind()).isEqualTo(CycleOutcome.Kind.DONE);
      assertThat(second.reports()).hasSize(1);
      assertThat(heard.lines()).contains("failed over from " + gone, "uploaded 1");
    }
  }

  @Test
  @Verifies(positive = PLT_RPT_014)
  void sends_full_when_the_server_lacks_the_base() throws Exception {
    // given
    try (Device device = device()) {
      device.runOnce();
      first.forget();
      printers.put("10.0.0.5", "SN-12345A", 101);

      // when
      device.runOnce();

      // then
      Report again = first.reports().get(0);
      assertThat(again.kind()).isEqualTo(Report.Kind.FULL);
      assertThat(again.printers().get(0).supplies()).hasSize(1);
      assertThat(again.printers().get(0).meters().get(0).value()).isEqualTo(101);
    }
  }

  @Test
  @Verifies(negative = PLT_LNK_024)
  void keeps_its_reports_and_asks_once_a_day_while_it_is_not_active() throws Exception {
    // given
    first.instead(
        exchange -> {
          TestServer.problem(exchange, ProblemType.DEVICE_INACTIVE);
          return true;
        });
    try (Device device = device()) {
      // when
      device.start();
      time.advance(Duration.ofDays(3).plusHours(1));
      int asked = first.requests().size();
      first.instead(null);
      time.advance(Duration.ofDays(1));

      // then
      assertThat(asked).isEqualTo(4);
      assertThat(heard.lines()).contains("cut off DEVICE_INACTIVE");
      assertThat(first.reports()).isNotEmpty();
    }
  }
}
