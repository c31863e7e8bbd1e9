package io.platen.device;

import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.FolderStorage;
import io.platen.device.testing.Heard;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.VirtualTime;
import io.platen.device.update.Stage;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.UpdateState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site has closed a device to, by switches of its own. */
class OutsideTest {

  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T08:00:00Z"));
  private final TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);

  @Test
  void lets_no_software_in_and_tells_the_server_what_the_release_waits_for() throws Exception {
    // given
    try (TestUpdatedDevice site = new TestUpdatedDevice()) {
      site.outside = new Outside(false, true);
      site.assign(2);

      // when
      site.start().live(Duration.ofHours(3));

      // then
      assertThat(site.restarts).isEmpty();
      assertThat(site.runs(ComponentName.APPLICATION)).isEqualTo(1);
      assertThat(site.slots.writes("application-b")).isZero();
      assertThat(site.status().stage()).isEqualTo(Stage.ASSIGNED);
      assertThat(site.told().stream().map(UpdateState::attempt).filter(Objects::nonNull))
          .extracting(UpdateState.Attempt::waits)
          .contains("site");
    }
  }

  @Test
  void keeps_the_settings_that_hold_and_takes_the_servers_once_the_site_opens_it_again()
      throws Exception {
    try (TestServer server = server().withEntries(ENTRY)) {
      // given
      cycle(server, Outside.OPEN);
      printers.put("10.0.0.5", "SN-12345A", 200);

      // when: the server wants nothing of it read any more
      server.withEntries();
      cycle(server, new Outside(true, false));
      cycle(server, new Outside(true, false));

      // then
      Report last = server.reports().get(server.reports().size() - 1);
      assertThat(last.printers()).hasSize(1);
      assertThat(last.software()).endsWith(" (closed by the site: settings)");

      // and when it is open again
      Heard heard = cycle(server, Outside.OPEN);
      assertThat(heard.lines()).anyMatch(line -> line.equals("synced changed 0"));
    }
  }

  private Heard cycle(TestServer server, Outside outside) throws IOException, InterruptedException {
    Heard heard = new Heard();
    try (Device device =
        Device.open(
            config(new FolderStorage(folder), printers, time, server.address())
                .outside(outside)
                .build(),
            heard)) {
      device.runOnce();
    }
    return heard;
  }
}
