package io.platen.device;

import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.Heard;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The device before sync documents of later versions. */
class DeviceVersionsTest {
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
  @Verifies(positive = Requirement.PLT_XML_033)
  void works_by_a_document_of_a_later_minor_version() throws Exception {
    // given
    answer(
        later("1.7")
            .replace("<discovery>", "<more:wake at=\"03:30\"/><discovery>")
            .replace(" as=\"omit\"", " as=\"omit\" ")
            .replace("<sync ", "<sync more:hint=\"night\" "));
    try (Device device = device()) {
      // when
      device.runOnce();

      // then
      assertThat(heard.problems()).isEmpty();
      assertThat(server.reports().get(0).printers().get(0).identity().location()).isNull();
    }
  }

  @Test
  @Verifies(negative = Requirement.PLT_XML_033)
  void is_not_led_by_what_is_of_another_namespace_though_it_looks_like_ours() throws Exception {
    // given
    answer(
        later("1.7")
            .replace("<policy ", "<more:policy sources=\"true\"/><policy more:sources=\"true\" "));
    try (Device device = device()) {
      // when
      device.runOnce();

      // then
      assertThat(heard.problems()).isEmpty();
      assertThat(server.reports().get(0).printers().get(0).meters().get(0).source()).isNull();
    }
  }

  @Test
  @Verifies(negative = Requirement.PLT_XML_031)
  void refuses_what_demands_more_than_it_knows_and_another_major_version() throws Exception {
    // given
    try (Device device = device()) {
      for (String document :
          List.of(later("1.7").replace("<sync ", "<sync mustUnderstand=\"wake\" "), later("2.0"))) {
        answer(document);

        // when
        device.runOnce();

        // then: nothing was looked for, and its operator hears why
        assertThat(server.reports()).allSatisfy(report -> assertThat(report.printers()).isEmpty());
        assertThat(heard.problems()).last().asString().contains("sync document is refused");
      }
    }
  }

  /** A document with one mask, so that it can be seen whether the device works by it. */
  private static String later(String version) {
    Policy policy =
        new Policy(
            false,
            Policy.Schedule.DEFAULT,
            Policy.Limits.DEFAULT,
            Map.of("location", Policy.MaskKind.OMIT));
    byte[] xml = SyncCodec.write(new SyncDocument(ID, null, policy, List.of(ENTRY)));
    return new String(xml, StandardCharsets.UTF_8)
        .replace("v=\"1.0\"", "v=\"" + version + "\"")
        .replace("<sync ", "<sync xmlns:more=\"urn:platen:protocol:1:7\" ");
  }

  private void answer(String document) {
    server.instead(
        exchange -> {
          boolean sync = exchange.getRequestMethod().equals("GET");
          if (sync) {
            byte[] body = document.getBytes(StandardCharsets.UTF_8);
            TestServer.respond(exchange, 200, "application/vnd.platen+xml", body);
          }
          return sync;
        });
  }
}
