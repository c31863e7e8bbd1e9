package io.platen.device;

import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_LNK_020;
import static io.platen.protocol.Requirement.PLT_RPT_001;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.port.FolderStorage;
import io.platen.device.port.Scheduler;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.printer.PrinterReader;
import io.platen.device.testing.Heard;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that is stopped in the middle of its work, on a real folder. */
class DeviceStopTest {

  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T08:00:00Z"));
  private final TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
  private final Heard heard = new Heard();
  private final TestServer server = server().withEntries(ENTRY);

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Device device(PrinterReader reader, Supplier<Scheduler> scheduler) throws IOException {
    return Device.open(
        config(new FolderStorage(folder.resolve("data")), printers, time, server.address())
            .reader(reader)
            .startNow(true)
            .scheduler(scheduler)
            .build(),
        heard);
  }

  @Test
  @Verifies(negative = PLT_RPT_001)
  void stores_what_it_read_when_it_is_interrupted_and_sends_it_after_the_next_start()
      throws Exception {
    // given
    PrinterReader interrupted =
        target -> {
          Thread.currentThread().interrupt();
          return printers.read(target);
        };
    try (Device device = device(interrupted, () -> time)) {
      // when
      assertThatThrownBy(device::runOnce).isInstanceOf(InterruptedException.class);
    }
    VirtualTime later = new VirtualTime(time.instant());
    try (Device again = device(printers, () -> later)) {
      again.runOnce();
    }

    // then
    assertThat(heard.problems()).isEmpty();
    assertThat(heard.lines()).containsSubsequence("stored 1 of 1 changed 1", "uploaded 1");
    assertThat(server.reports()).extracting(Report::sequence).containsExactly(1L);
  }

  @Test
  void is_alive_until_it_is_closed() throws Exception {
    // given
    Device device = device(printers, () -> time);
    device.runOnce();

    // when
    DeviceHealth before = device.health();
    device.close();
    DeviceHealth after = device.health();

    // then
    assertThat(before.isAlive()).isTrue();
    assertThat(after.faults()).contains("The device is closed");
  }

  @Test
  @Verifies(negative = PLT_LNK_020)
  void stops_without_a_word_in_the_middle_of_an_upload_and_sends_it_after_the_next_start()
      throws Exception {
    // given
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    server.instead(
        exchange -> {
          if (exchange.getRequestMethod().equals("POST")) {
            arrived.countDown();
            await(end);
            throw new IOException("The device has gone away");
          }
          return false;
        });

    // when
    Device device = device(printers, () -> new ThreadScheduler("test-stop"));
    device.start();
    await(arrived);
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("test-stop"))
            .toList();
    device.close();
    assertThat(threads).isNotEmpty();
    assertThat(threads).noneMatch(Thread::isAlive);
    end.countDown();
    server.instead(null);
    try (Device again = device(printers, () -> time)) {
      again.runOnce();
    }

    // then
    assertThat(heard.problems()).isEmpty();
    assertThat(heard.lines()).doesNotContain("failed over from " + server.address());
    assertThat(server.reports()).extracting(Report::sequence).containsExactly(1L);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
