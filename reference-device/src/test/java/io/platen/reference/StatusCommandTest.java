package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.device.port.Keys;
import io.platen.device.testing.Heard;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.sync.DiscoveryEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StatusCommandTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final DiscoveryEntry ENTRY =
      new DiscoveryEntry("one", DiscoveryEntry.Kind.HOST, "10.0.0.5", List.of(), List.of());

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void writeConfiguration() throws IOException {
    config = folder.resolve("device.properties");
    Files.writeString(config, "data=" + folder.resolve("data").toString().replace('\\', '/'));
  }

  @Test
  void prints_the_last_message_and_nothing_else_while_the_device_runs() throws Exception {
    // given
    VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T08:00:00Z"));
    try (TestServer server =
            new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID).withEntries(ENTRY);
        Device device = device(server, time)) {
      device.runOnce();

      // when
      int status = status("--last-message");

      // then
      assertThat(status).as(err.toString()).isZero();
      byte[] printed = out.toString().strip().getBytes(StandardCharsets.UTF_8);
      assertThat(ReportCodec.read(printed)).isEqualTo(server.reports().get(0));
      assertThat(err.toString())
          .contains(
              "Sent    2026-11-23T08:00:00Z",
              "To      " + server.address(),
              "Answer  the receipt for sequence 1");
    }
  }

  @Test
  void says_that_nothing_was_sent_yet() {
    // when
    int status = status("--last-message");

    // then
    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("has sent no report yet");
  }

  private int status(String option) {
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute("status", "--config", config.toString(), option);
  }

  private Device device(TestServer server, VirtualTime time) throws IOException {
    TestAuthority.Issued own = AUTHORITY.device(ID);
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
    TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
    return Device.open(
        DeviceConfig.builder()
            .device(ID.toString())
            .data(folder.resolve("data"))
            .keys(keys)
            .updateHosts(server.address())
            .downloadHosts(server.address())
            .finder(printers)
            .reader(printers)
            .clock(time)
            .connector(new ServerDates(time))
            .zone(ZoneOffset.UTC)
            .scheduler(() -> time)
            .build(),
        new Heard());
  }
}
