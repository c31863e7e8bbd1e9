package io.platen.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.FolderStorage;
import io.platen.device.port.Keys;
import io.platen.device.testing.Heard;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.VirtualTime;
import io.platen.device.update.Stage;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.sync.DiscoveryEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site has closed a device to, by switches of its own. */
class OutsideTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final DiscoveryEntry ENTRY =
      new DiscoveryEntry("one", DiscoveryEntry.Kind.HOST, "10.0.0.5", List.of(), List.of());

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
    try (TestServer server =
        new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID).withEntries(ENTRY)) {
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
    TestAuthority.Issued own = AUTHORITY.device(ID);
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
    try (Device device =
        Device.open(
            DeviceConfig.builder()
                .device(ID.toString())
                .storage(new FolderStorage(folder))
                .keys(keys)
                .updateHosts(server.address())
                .downloadHosts(server.address())
                .finder(printers)
                .reader(printers)
                .clock(time)
                .connector(new ServerDates(time))
                .zone(ZoneOffset.UTC)
                .scheduler(time::started)
                .outside(outside)
                .build(),
            heard)) {
      device.runOnce();
    }
    return heard;
  }
}
