package io.platen.device;

import static io.platen.protocol.Requirement.PLT_UPD_002;
import static io.platen.protocol.Requirement.PLT_UPD_006;
import static io.platen.protocol.Requirement.PLT_UPD_041;
import static io.platen.protocol.Requirement.PLT_UPD_062;
import static io.platen.protocol.Requirement.PLT_UPD_070;
import static io.platen.protocol.Requirement.PLT_UPD_071;
import static io.platen.protocol.Requirement.PLT_UPD_072;
import static io.platen.protocol.Requirement.PLT_UPD_102;
import static io.platen.protocol.Requirement.PLT_UPD_104;
import static io.platen.protocol.Requirement.PLT_UPD_105;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static io.platen.protocol.release.ComponentName.OPERATING_SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.platen.device.testing.TestServer;
import io.platen.device.update.Stage;
import io.platen.protocol.Verifies;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.Requires;
import io.platen.protocol.report.UpdateState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows of the attack and fault table on a whole device; the table is in
 * docs/explanation/updates-under-attack.md.
 */
class DeviceAttackTest extends OnUpdatedDevice {
  /** Seconds in which an answer has to be there, and more. */
  private static final int LONGER_THAN_PATIENCE = 60;

  private static final byte[] NOTHING = new byte[8192];

  private void assertNothingWritten() throws IOException {
    assertThat(site.restarts).isEmpty();
    assertThat(site.slots.writes("application-b")).isZero();
    assertThat(site.runs(APPLICATION)).isEqualTo(1);
  }

  private void assertRefused(String requirement) throws IOException {
    assertThat(site.heard.problems())
        .anySatisfy(line -> assertThat(line).contains("is refused", requirement));
    assertNothingWritten();
  }

  private UpdateState.Result onlyResult() {
    assertThat(site.results()).hasSize(1);
    return site.results().get(0);
  }

  @Test
  @Verifies(negative = PLT_UPD_041)
  void mix_and_match_refuses_targets_of_another_day_than_the_snapshot() throws Exception {
    // given
    site.assign(2);
    site.assign(3);
    site.maker.files.put("3.targets.xml", site.maker.files.get("2.targets.xml"));

    // when
    site.start().live(A_WHILE);

    // then
    assertRefused("PLT-UPD-041");
  }

  @Test
  @Verifies(negative = PLT_UPD_002)
  void key_compromise_the_online_key_names_no_software() throws Exception {
    // given
    site.maker.forge(site.maker.release("r2", site.part(APPLICATION, 2, 7)));
    site.director.order = Order.Install.of("r2");

    // when
    site.start().live(A_WHILE);

    // then
    assertRefused("PLT-UPD-002");
  }

  @Test
  @Verifies(negative = {PLT_UPD_102, PLT_UPD_105})
  void software_rollback_refuses_what_is_below_the_floor() throws Exception {
    // given
    site.maker.sign(
        site.maker.release("r2", site.part(APPLICATION, 2, 4), site.part(OPERATING_SYSTEM, 2, 9)));
    site.director.order = Order.Install.of("r2");

    // when
    site.start().live(A_WHILE);

    // then
    assertNothingWritten();
    assertThat(onlyResult().outcome()).isEqualTo(UpdateState.Outcome.REFUSED);
    assertThat(onlyResult().reason()).contains("below the floor of 5");
  }

  @Test
  @Verifies(negative = PLT_UPD_104)
  void extraneous_dependencies_refuses_what_requires_something_that_is_not_of_the_release()
      throws Exception {
    // given
    Component needy =
        site.maker.component(
            APPLICATION,
            "2",
            7,
            TestUpdatedDevice.image(APPLICATION, 2),
            new Requires(OPERATING_SYSTEM, ComponentVersion.of("9")));
    site.maker.sign(site.maker.release("r2", needy));
    site.director.order = Order.Install.of("r2");

    // when
    site.start().live(A_WHILE);

    // then
    assertNothingWritten();
    assertThat(onlyResult().outcome()).isEqualTo(UpdateState.Outcome.REFUSED);
    assertThat(onlyResult().reason()).contains("requires the operating-system");
  }

  @Test
  @Verifies(negative = PLT_UPD_062)
  void three_gibibytes_do_not_fit_and_nothing_of_them_is_fetched() throws Exception {
    // given
    Component large =
        new Component(
            APPLICATION,
            ComponentVersion.of("2"),
            7,
            3L << 30,
            "0a".repeat(32),
            new Bytes(100, "0b".repeat(32)),
            List.of());
    site.maker.sign(site.maker.release("r2", large));
    site.director.order = Order.Install.of("r2");

    // when
    site.start().live(A_WHILE);

    // then
    assertNothingWritten();
    assertThat(onlyResult().outcome()).isEqualTo(UpdateState.Outcome.FAILED);
    assertThat(onlyResult().reason()).contains("3221225472 bytes");
    assertThat(site.director.fetched).hasSize(1); // the release document
  }

  /** Sends on and on, until the device has enough. */
  private static boolean endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    for (int i = 0; i < 1_000_000; i++) {
      exchange.getResponseBody().write(NOTHING);
    }
    throw new IllegalStateException("The device has read all of it");
  }

  @Test
  @Verifies(negative = PLT_UPD_006)
  void endless_data_of_metadata_is_cut_off_at_the_limit() throws Exception {
    // given
    site.assign(2);
    site.director.before =
        exchange ->
            exchange.getRequestURI().getPath().endsWith("timestamp.xml") && endless(exchange);

    // when
    site.start().live(A_WHILE);

    // then
    assertThat(site.heard.problems()).anyMatch(line -> line.contains("longer than 16384 bytes"));
    assertNothingWritten();
  }

  @Test
  @Verifies(positive = PLT_UPD_070, negative = PLT_UPD_070)
  void endless_data_of_objects_is_read_no_further_than_was_asked_for() throws Exception {
    // given: each range is the beginning of something that never ends
    site.assign(2);
    site.director.ends = false;

    // when
    site.start().live(A_WHILE);

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  @Verifies(negative = PLT_UPD_071)
  void slow_retrieval_of_a_byte_a_second_holds_up_no_reading_and_counts_against_no_release()
      throws Exception {
    // given: a host that ends when a device has long gone, for time passes with each byte of it
    site.assign(2);
    Map<Integer, Integer> sent = new ConcurrentHashMap<>();
    site.director.pace =
        () -> {
          if (sent.merge(site.director.fetched.size(), 1, Integer::sum) > LONGER_THAN_PATIENCE) {
            throw new IllegalStateException("The device has gone");
          }
          site.time.pass(Duration.ofSeconds(1));
        };
    site.director.part = 1;

    // when
    site.start().live(Duration.ofHours(5));

    // then
    assertThat(site.status().stage()).isEqualTo(Stage.DOWNLOADING);
    assertThat(site.told().get(site.told().size() - 1).attempt().waits()).isEqualTo("network");
    assertThat(site.heard.lines().stream().filter(line -> line.startsWith("synced")))
        .hasSizeGreaterThan(2);

    // when
    site.director.pace = () -> {};
    site.director.part = 32 * 1024;
    site.live(Duration.ofHours(1));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  void slow_retrieval_of_metadata_ends_after_its_time() throws Exception {
    // given
    site.assign(2);
    site.director.before =
        exchange -> {
          if (!exchange.getRequestURI().getPath().endsWith("timestamp.xml")) {
            return false;
          }
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 10_000; i++) {
            site.time.pass(Duration.ofSeconds(1));
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
          }
          return true;
        };

    // when
    site.start().live(A_WHILE);

    // then: whichever of the two notices it, who waits for octets or who collects them
    assertThat(site.heard.problems())
        .anyMatch(
            line -> line.contains("nothing came in time") || line.contains("did not end within"));
    assertNothingWritten();
  }

  /** What a mirror may do that nobody controls. */
  enum Mirror {
    WRONG_BYTES {
      @Override
      void answer(HttpExchange exchange, TestUpdatedDevice site) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range").substring(6);
        int from = Integer.parseInt(range.split("-", -1)[0]);
        int to = Integer.parseInt(range.split("-", -1)[1]) + 1;
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/*");
        TestServer.respond(exchange, 206, "application/octet-stream", new byte[to - from]);
      }
    },
    NOT_FOUND {
      @Override
      void answer(HttpExchange exchange, TestUpdatedDevice site) throws IOException {
        exchange.sendResponseHeaders(404, -1);
      }
    },
    REDIRECT {
      @Override
      void answer(HttpExchange exchange, TestUpdatedDevice site) throws IOException {
        exchange
            .getResponseHeaders()
            .set("Location", site.server.address() + exchange.getRequestURI().getPath());
        exchange.sendResponseHeaders(302, -1);
      }
    };

    abstract void answer(HttpExchange exchange, TestUpdatedDevice site) throws IOException;
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  @Verifies(negative = PLT_UPD_072)
  void malicious_mirror_is_left_for_a_download_host(Mirror kind) throws Exception {
    // given
    site.assign(2);
    try (TestServer mirror =
        new TestServer(
            TestUpdatedDevice.AUTHORITY.server(),
            TestUpdatedDevice.AUTHORITY.certificate(),
            TestUpdatedDevice.ID)) {
      mirror.instead(
          exchange -> {
            kind.answer(exchange, site);
            return true;
          });
      site.director.order =
          new Order.Install("r2", false, null, null, List.of(mirror.address()), List.of());

      // when
      site.start().live(Duration.ofHours(1));

      // then
      assertThat(mirror.requests()).isNotEmpty();
      assertThat(site.runs(APPLICATION)).isEqualTo(2);
    }
  }

  @Test
  @Verifies(negative = PLT_UPD_072)
  void corrupt_content_that_every_host_has_ends_the_update_and_says_so() throws Exception {
    // given
    site.assign(2);
    site.maker.objects.replaceAll(
        (name, bytes) -> bytes.length > 50_000 ? new byte[bytes.length] : bytes);

    // when
    site.start().live(A_WHILE);

    // then
    assertThat(site.restarts).isEmpty();
    assertThat(onlyResult().outcome()).isEqualTo(UpdateState.Outcome.FAILED);
    assertThat(onlyResult().reason()).contains("wrong bytes");
  }

  @Test
  void a_partial_bundle_changes_only_what_it_has() throws Exception {
    // given
    Release release = site.maker.release("r2", site.part(APPLICATION, 2, 7));
    site.maker.sign(release);
    site.director.order = Order.Install.of("r2");

    // when
    site.start().live(A_WHILE);

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
    assertThat(site.runs(OPERATING_SYSTEM)).isEqualTo(1);
    assertThat(site.slots.writes("operating-system-b")).isZero();
  }
}
