package io.platen.device;

import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.testing.Heard;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.MaskKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the device keeps back, and what it shows of what it sent. */
class PrivacyTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private final VirtualTime time = new VirtualTime(START);
  private final TestStorage storage = new TestStorage();
  private final TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
  private final Heard heard = new Heard();
  private TestServer server;

  @BeforeEach
  void startServer() {
    server = server().withEntries(ENTRY);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Device device() throws IOException {
    DeviceConfig config = config(storage, printers, time, server.address()).build();
    return Device.open(config, heard);
  }

  @Test
  @Verifies(positive = Requirement.PLT_PRV_003)
  void shows_the_last_report_as_it_was_sent() throws Exception {
    // given
    server.withPolicy(masked("serial", MaskKind.OMIT));
    try (Device device = device()) {
      // when
      device.runOnce();

      // then: while the device still runs
      LastMessage message = LastMessage.read(storage).orElseThrow();
      assertThat(ReportCodec.read(message.body().getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(server.reports().get(0));
      assertThat(message.body()).doesNotContain("SN-12345A");
      assertThat(message.sent()).isEqualTo(START);
      assertThat(message.host()).isEqualTo(server.address());
      assertThat(message.answer()).isEqualTo("the receipt for sequence 1");
    }
  }

  @Test
  @Verifies(negative = Requirement.PLT_PRV_003)
  void shows_a_report_that_was_refused_too() throws Exception {
    // given
    server.instead(
        exchange -> {
          boolean report = exchange.getRequestMethod().equals("POST");
          if (report) {
            TestServer.problem(exchange, ProblemType.SCHEMA_VIOLATION);
          }
          return report;
        });
    try (Device device = device()) {
      // when
      device.runOnce();

      // then
      assertThat(LastMessage.read(storage).orElseThrow().answer())
          .isEqualTo("400 urn:platen:problem:schema-violation");
    }
  }

  @Test
  @Verifies(negative = Requirement.PLT_PRV_003)
  void shows_nothing_before_the_first_report_and_nothing_under_another_key() throws Exception {
    // given
    assertThat(LastMessage.read(storage)).isEmpty();
    try (Device device = device()) {
      device.runOnce();
    }

    // when
    assertThat(new String(storage.read("last-message").orElseThrow(), StandardCharsets.ISO_8859_1))
        .doesNotContain("SN-12345A", "localhost");
    storage.write("device.key", new byte[32]);

    // then
    assertThatThrownBy(() -> LastMessage.read(storage)).hasMessageContaining("another key");
  }

  @Test
  @Verifies(negative = Requirement.PLT_PRV_002)
  void refuses_a_policy_that_masks_what_cannot_be_masked() throws Exception {
    // given: it works by a first document
    try (Device device = device()) {
      device.runOnce();
      server.withPolicy(masked("use", MaskKind.OMIT));

      // when
      device.runOnce();

      // then
      assertThat(heard.problems()).singleElement().asString().contains("masks.use is omit");
    }
  }

  @Test
  @Verifies(positive = Requirement.PLT_PRV_002)
  void works_by_a_policy_that_masks_a_class_it_does_not_know() throws Exception {
    // given
    server.withPolicy(masked("of-a-later-minor", MaskKind.OMIT));
    try (Device device = device()) {
      // when
      device.runOnce();

      // then
      assertThat(heard.problems()).isEmpty();
      assertThat(server.reports()).hasSize(1);
    }
  }

  private static Policy masked(String dataClass, MaskKind kind) {
    return new Policy(
        false, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, Map.of(dataClass, kind));
  }
}
