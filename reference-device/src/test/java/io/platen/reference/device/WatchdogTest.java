package io.platen.reference.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.platen.device.DeviceHealth;
import io.platen.device.testing.VirtualTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears of a device. */
class WatchdogTest {
  private static final Duration HALF = Duration.ofSeconds(15);

  /** Prints what comes to a socket, one datagram a line, until the service stops. */
  private static final String RECEIVER =
      """
      import os, socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1])
      print("bound", flush=True)
      while True:
          said = s.recv(4096).decode()
          print(said.replace("\\n", " "), flush=True)
          if "STOPPING=1" in said:
              break
      """;

  @TempDir private Path folder;

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-26T08:00:00Z"));
  private final List<String> told = new ArrayList<>();
  private List<String> faults = List.of();

  private Watchdog watchdog(Optional<Duration> every) {
    return new Watchdog(
        Optional.of(assignments -> told.add(String.join(" ", assignments))), every, time);
  }

  @Test
  void is_fed_from_the_devices_health_and_goes_hungry_when_that_stands_still() {
    try (Watchdog watchdog = watchdog(Optional.of(HALF))) {
      // given
      watchdog.ready();
      watchdog.watch(() -> new DeviceHealth(faults));
      time.advance(HALF);

      // when
      faults = List.of("Nothing was done for 31 minutes");
      time.advance(HALF.multipliedBy(2));
      faults = List.of();
      time.advance(HALF);
    }

    // then
    assertThat(told)
        .containsExactly(
            "READY=1 STATUS=Starting",
            "STATUS=Working",
            "WATCHDOG=1",
            "WATCHDOG=1",
            "STATUS=Nothing was done for 31 minutes",
            "STATUS=Nothing was done for 31 minutes",
            "WATCHDOG=1",
            "STOPPING=1");
  }

  @Test
  void says_that_it_is_ready_where_no_watchdog_is_asked_for() {
    // when
    try (Watchdog watchdog = watchdog(Optional.empty())) {
      watchdog.ready();
      time.advance(Duration.ofHours(1));
    }

    // then
    assertThat(told).containsExactly("READY=1 STATUS=Starting", "STOPPING=1");
  }

  @Test
  void feeds_twice_in_the_time_that_systemd_allows_this_process_and_no_other() {
    assertThat(Watchdog.every(Map.of("WATCHDOG_USEC", "30000000"), 7)).contains(HALF);
    assertThat(Watchdog.every(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "7"), 7))
        .contains(HALF);
    assertThat(Watchdog.every(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "8"), 7))
        .isEmpty();
    assertThat(Watchdog.every(Map.of("WATCHDOG_USEC", "soon"), 7)).isEmpty();
    assertThat(Watchdog.every(Map.of(), 7)).isEmpty();
  }

  @Test
  void is_heard_at_the_socket_of_a_service_manager() throws Exception {
    // given
    assumeTrue(runs("systemd-notify", "--version"), "systemd-notify is not installed");
    assumeTrue(runs("python3", "--version"), "python3 is not installed");
    Path socket = folder.resolve("notify");
    Process receiver =
        new ProcessBuilder("python3", "-c", RECEIVER, socket.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = receiver.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("bound");

      // when
      try (Watchdog watchdog =
          new Watchdog(
              Optional.of(ServiceManager.systemd(socket.toString())), Optional.of(HALF), time)) {
        watchdog.ready();
        time.advance(Duration.ZERO);
      }

      // then
      List<String> heard =
          lines.lines().filter(line -> !line.startsWith("BARRIER=")).map(String::strip).toList();
      assertThat(heard).containsExactly("READY=1 STATUS=Starting", "WATCHDOG=1", "STOPPING=1");
    } finally {
      receiver.destroyForcibly();
    }
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
