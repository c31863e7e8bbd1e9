package io.platen.device;

import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.keys;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_ALR_001;
import static io.platen.protocol.Requirement.PLT_ALR_007;
import static io.platen.protocol.Requirement.PLT_ALR_008;
import static io.platen.protocol.Requirement.PLT_ALR_009;
import static io.platen.protocol.Requirement.PLT_ALR_020;
import static io.platen.protocol.Requirement.PLT_ALR_021;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.trap.TrapMessages;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.Policy;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a trap on loopback to the report at a server, past the schedule. */
class DeviceTrapsTest {
  private static final String PRINTER = "127.0.0.1";
  private static final DiscoveryEntry ENTRY =
      new DiscoveryEntry("one", DiscoveryEntry.Kind.HOST, PRINTER, List.of(), List.of());
  private static final PrinterAlert JAM = alert(8, Severity.CRITICAL, "Paper jam");
  private static final PrinterAlert DOOR = alert(3, Severity.CRITICAL, "Door open");

  /** A round trip of a trap on loopback takes milliseconds; a machine may be busy. */
  private static final long LONG_ENOUGH = 60;

  private final Printer printer = new Printer();
  private final TestPrinters found =
      new TestPrinters(InstantSource.system()).put(PRINTER, "SN-12345A", 100);
  private final Ears ears = new Ears();
  private final TestServer server = server().withEntries(ENTRY);
  private Device device;

  private static PrinterAlert alert(int code, Severity severity, String words) {
    return new PrinterAlert(
        "1." + code, code, severity, "untrained", "media-path", 1, 2, words, 4_711L);
  }

  /** Says what the test wants, and lets it wait for readings. */
  private static final class Printer implements PrinterReader {
    private final LinkedBlockingQueue<PrinterTarget> readings = new LinkedBlockingQueue<>();
    private volatile List<PrinterAlert> alerts = List.of();
    private volatile boolean silent;

    @Override
    public PrinterSnapshot read(PrinterTarget target) {
      PrinterFacts usual = TestPrinters.facts(PRINTER, "SN-12345A", 100);
      PrinterFacts now =
          new PrinterFacts(
              usual.identity(),
              new PrinterStatus(
                  alerts.isEmpty() ? PrinterStatus.State.IDLE : PrinterStatus.State.DOWN,
                  List.of(),
                  List.of()),
              usual.meters(),
              usual.supplies(),
              usual.trays(),
              alerts);
      readings.add(target);
      return new PrinterSnapshot(
          target,
          InstantSource.system().instant(),
          silent ? null : now,
          io.platen.device.printer.Traffic.NONE);
    }

    void awaitReading() throws InterruptedException {
      assertThat(readings.poll(LONG_ENOUGH, TimeUnit.SECONDS)).isNotNull();
    }
  }

  private static final class Ears implements DeviceListener {
    private final LinkedBlockingQueue<Long> uploads = new LinkedBlockingQueue<>();

    @Override
    public void uploaded(long sequence) {
      uploads.add(sequence);
    }

    void awaitUpload() throws InterruptedException {
      assertThat(uploads.poll(LONG_ENOUGH, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @AfterEach
  void stop() {
    if (device != null) {
      device.close();
    }
    server.close();
  }

  private void start(Policy.@Nullable Alerts filter) throws Exception {
    if (filter != null) {
      server.withPolicy(
          new Policy(false, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, Map.of(), filter));
    }
    device =
        Device.open(
            DeviceConfig.builder()
                .device(ID.toString())
                .storage(new TestStorage())
                .keys(keys())
                .updateHosts(server.address())
                .downloadHosts(server.address())
                .finder(found)
                .reader(printer)
                .traps(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build(),
            ears);
    device.start();
    printer.awaitReading();
    ears.awaitUpload();
    while (device.traps().address().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private void sendTrap() throws IOException {
    byte[] trap = TrapMessages.alert();
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.send(new DatagramPacket(trap, trap.length, device.traps().address().orElseThrow()));
    }
  }

  /** A trap is answered by a reading; the second look of a trap without news is one more. */
  private void sendTrapAndAwaitReading() throws Exception {
    sendTrap();
    printer.awaitReading();
  }

  @Test
  @Verifies(positive = {PLT_ALR_001, PLT_ALR_008, PLT_ALR_009, PLT_ALR_020, PLT_ALR_021})
  void tells_the_server_at_once_what_the_printer_says_and_not_what_the_trap_says()
      throws Exception {
    // given: the trap speaks of code 8
    start(null);
    printer.alerts = List.of(JAM, DOOR);
    // when
    sendTrapAndAwaitReading();
    ears.awaitUpload();
    // then
    Report report = server.reports().get(1);
    assertThat(report.kind()).isEqualTo(Report.Kind.DELTA);
    PrinterReport told = report.printers().get(0);
    assertThat(told.alerts()).contains(JAM);
    assertThat(told.alerts().get(0).description()).isEqualTo("Paper jam");
    assertThat(told.status().state()).isEqualTo(PrinterStatus.State.DOWN);
    assertThat(told.meters()).isNull();
    assertThat(told.traps()).isEqualTo(1);
  }

  @Test
  void tells_the_server_at_once_that_an_alert_is_over() throws Exception {
    // given
    printer.alerts = List.of(JAM);
    start(null);
    printer.alerts = List.of();
    // when
    sendTrapAndAwaitReading();
    ears.awaitUpload();
    // then
    assertThat(server.reports().get(1).printers().get(0).alerts()).isEmpty();
  }

  @Test
  @Verifies(negative = {PLT_ALR_001, PLT_ALR_008, PLT_ALR_009})
  void tells_nothing_because_of_a_forged_trap() throws Exception {
    // given
    start(null);
    // when: it speaks of a jam, and the printer knows of none
    sendTrapAndAwaitReading();
    printer.awaitReading(); // the second look
    device.close();
    // then
    assertThat(server.reports()).hasSize(1);
    assertThat(device.traps().hints()).isEqualTo(1);
    assertThat(device.traps().readings()).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_ALR_007, negative = PLT_ALR_007)
  void tells_nothing_of_a_printer_that_was_switched_off() throws Exception {
    // given
    printer.alerts = List.of(JAM);
    start(null);
    printer.silent = true;
    // when
    sendTrapAndAwaitReading();
    device.close();
    // then
    assertThat(server.reports()).hasSize(1);
  }

  @Test
  @Verifies(negative = PLT_ALR_020)
  void reads_no_printer_where_traps_are_switched_off() throws Exception {
    // given
    start(new Policy.Alerts(false, Policy.Alerts.DEFAULT.severities(), Set.of(), true));
    printer.alerts = List.of(JAM);
    // when
    sendTrap();
    while (device.traps().handled() == 0) {
      Thread.onSpinWait();
    }
    device.close();
    // then
    assertThat(device.traps().readings()).isZero();
    assertThat(server.reports()).hasSize(1);
  }

  @Test
  @Verifies(negative = PLT_ALR_021)
  void keeps_for_the_next_cycle_what_the_filter_leaves_out() throws Exception {
    // given
    start(new Policy.Alerts(true, Set.of(Severity.CRITICAL), Set.of(8), true));
    printer.alerts = List.of(JAM);
    // when
    sendTrapAndAwaitReading();
    device.close();
    // then
    assertThat(server.reports()).hasSize(1);
  }
}
