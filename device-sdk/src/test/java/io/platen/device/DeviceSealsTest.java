package io.platen.device;

import static io.platen.device.testing.OneDevice.AUTHORITY;
import static io.platen.device.testing.OneDevice.ENTRY;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_PRV_003;
import static io.platen.protocol.Requirement.PLT_RPT_014;
import static io.platen.protocol.Requirement.PLT_SEA_001;
import static io.platen.protocol.Requirement.PLT_SEA_003;
import static io.platen.protocol.Requirement.PLT_SEA_004;
import static io.platen.protocol.Requirement.PLT_SEA_006;
import static io.platen.protocol.Requirement.PLT_SEA_013;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.Heard;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom a device seals for, and what it does with what it cannot read any more. */
class DeviceSealsTest {
  private static final String SEALED = "application/pkcs7-mime;smime-type=authEnveloped-data";
  private static final String PLAIN = "application/vnd.platen+xml";
  private static final TestAuthority FOREIGN = new TestAuthority("foreign authority");
  private static final TestAuthority.Issued SEALING = AUTHORITY.sealing("test-server");

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T08:00:00Z"));
  private final TestStorage storage = new TestStorage();
  private final TestPrinters printers = new TestPrinters(time).put("10.0.0.5", "SN-12345A", 100);
  private final Heard heard = new Heard();
  private final TestServer server = server().withEntries(ENTRY);
  private int pages = 100;

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Device device() throws IOException {
    return Device.open(
        config(storage, printers, time, server.address()).startNow(false).build(), heard);
  }

  /** One cycle in which a meter has counted on. */
  private void cycle(Device device) throws Exception {
    printers.put("10.0.0.5", "SN-12345A", ++pages);
    device.runOnce();
  }

  private void refusePosts() {
    server.instead(
        exchange -> {
          boolean post = exchange.getRequestMethod().equals("POST");
          if (post) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return post;
        });
  }

  @Test
  @Verifies(positive = {PLT_SEA_001, PLT_SEA_003, PLT_SEA_004, PLT_SEA_006, PLT_SEA_013})
  void seals_all_reports_for_the_server_that_names_a_certificate() throws Exception {
    // given
    server.sealing(SEALING);
    try (Device device = device()) {
      // when
      cycle(device);
      cycle(device);

      // then
      assertThat(server.types()).containsExactly(SEALED, SEALED);
      assertThat(server.reports()).extracting(Report::sequence).containsExactly(1L, 2L);
      assertThat(server.reports().get(1).kind()).isEqualTo(Report.Kind.DELTA);
    }
  }

  @Test
  @Verifies(negative = PLT_SEA_013)
  void sends_plain_documents_to_a_server_that_names_none() throws Exception {
    try (Device device = device()) {
      // when
      cycle(device);

      // then
      assertThat(server.types()).containsExactly(PLAIN);
    }
  }

  @Test
  @Verifies(negative = PLT_SEA_003)
  void seals_on_when_the_certificate_is_taken_out_of_the_sync_document() throws Exception {
    // given
    server.sealing(SEALING);
    try (Device device = device()) {
      cycle(device);

      // when
      server.namingNoSealing();
      cycle(device);

      // then
      assertThat(server.types()).containsExactly(SEALED, SEALED);
    }
  }

  @Test
  @Verifies(negative = PLT_SEA_001)
  void seals_what_was_stored_before_it_had_a_certificate() throws Exception {
    // given
    refusePosts();
    try (Device device = device()) {
      cycle(device);
      cycle(device);

      // when
      server.sealing(SEALING).instead(null);
      cycle(device);

      // then
      assertThat(Set.copyOf(server.types())).containsExactly(SEALED);
      assertThat(server.reports()).extracting(Report::sequence).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  @Verifies(negative = PLT_SEA_004)
  void seals_for_no_certificate_of_a_stranger_or_for_tls() throws Exception {
    // given: what one could put there who ends TLS
    server.sealing(SEALING, FOREIGN.sealing("test-server"));
    server.sealing(FOREIGN.sealing("test-server"), AUTHORITY.server());
    try (Device device = device()) {
      // when
      cycle(device);

      // then
      assertThat(server.types()).containsExactly(PLAIN);
      assertThat(String.join("\n", heard.lines()))
          .contains("Reports go unsealed", "from no authority", "not for agreeing on keys alone");
    }
  }

  @Test
  @Verifies(negative = PLT_SEA_006)
  void passes_over_what_it_refuses_and_takes_the_newest_document() throws Exception {
    // given
    TestAuthority.Issued next = AUTHORITY.sealing("test-server");
    server.sealing(SEALING, next);
    try (Device device = device()) {
      cycle(device);

      // when
      server.sealing(next, FOREIGN.sealing("test-server"));
      cycle(device);

      // then: the server opens by the new key only
      assertThat(server.reports()).extracting(Report::sequence).containsExactly(1L, 2L);
    }
  }

  @Test
  @Verifies(positive = PLT_RPT_014)
  void tells_all_in_full_in_the_same_cycle_when_the_base_is_gone() throws Exception {
    // given
    server.sealing(SEALING);
    try (Device device = device()) {
      cycle(device);
      server.forget();

      // when
      cycle(device);

      // then: the delta could not be made full, and is told as lost
      assertThat(server.reports()).hasSize(1);
      Report full = server.reports().get(0);
      assertThat(full.kind()).isEqualTo(Report.Kind.FULL);
      assertThat(full.sequence()).isEqualTo(3);
      assertThat(full.lost()).containsExactly(new Report.Lost(2, 2, "base-unknown"));
    }
  }

  @Test
  void loses_no_more_than_a_day_of_a_backlog_when_the_base_is_gone() throws Exception {
    // given: five days of an outage, and the server comes back from an old backup
    server.sealing(SEALING);
    try (Device device = device()) {
      cycle(device);
      refusePosts();
      for (int i = 0; i < 60; i++) {
        time.advance(Duration.ofHours(2));
        cycle(device);
      }

      // when
      server.forget();
      server.instead(null);
      time.advance(Duration.ofHours(2));
      cycle(device);

      // then
      assertThat(server.reports()).hasSizeGreaterThan(48);
      assertThat(server.reports().get(0).kind()).isEqualTo(Report.Kind.FULL);
      assertThat(Set.copyOf(server.types())).containsExactly(SEALED);
    }
  }

  @Test
  @Verifies(positive = PLT_PRV_003)
  void shows_the_newest_report_though_it_went_sealed() throws Exception {
    // given
    server.sealing(SEALING);
    try (Device device = device()) {
      // when
      cycle(device);

      // then
      assertThat(LastMessage.read(storage).orElseThrow().body()).contains("<report", "SN-12345A");
    }
  }
}
