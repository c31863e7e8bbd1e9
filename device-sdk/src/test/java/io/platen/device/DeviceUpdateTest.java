package io.platen.device;

import static io.platen.protocol.Requirement.PLT_LNK_013;
import static io.platen.protocol.Requirement.PLT_UPD_072;
import static io.platen.protocol.Requirement.PLT_UPD_073;
import static io.platen.protocol.Requirement.PLT_UPD_074;
import static io.platen.protocol.Requirement.PLT_UPD_203;
import static io.platen.protocol.Requirement.PLT_UPD_205;
import static io.platen.protocol.Requirement.PLT_UPD_209;
import static io.platen.protocol.Requirement.PLT_UPD_211;
import static io.platen.protocol.Requirement.PLT_UPD_214;
import static io.platen.protocol.Requirement.PLT_UPD_218;
import static io.platen.protocol.Requirement.PLT_UPD_308;
import static io.platen.protocol.Requirement.PLT_UPD_309;
import static io.platen.protocol.Requirement.PLT_UPD_340;
import static io.platen.protocol.Requirement.PLT_UPD_341;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static io.platen.protocol.release.ComponentName.BOOTLOADER;
import static io.platen.protocol.release.ComponentName.OPERATING_SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.platen.device.port.SlotName;
import io.platen.device.testing.TestServer;
import io.platen.device.update.Probe.Finding;
import io.platen.device.update.Stage;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.service.Acknowledged;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.report.UpdateState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An update from its assignment to the report of its end, with the real engine over real TLS. */
class DeviceUpdateTest {
  private TestUpdatedDevice site;

  @BeforeEach
  void make() throws Exception {
    site = new TestUpdatedDevice();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  @Verifies(positive = {PLT_UPD_308, PLT_UPD_309, PLT_UPD_340, PLT_UPD_218})
  void installs_what_was_assigned_and_reports_it_confirmed() throws Exception {
    // given
    site.assign(2);

    // when
    site.start().live(Duration.ofMinutes(30));

    // then
    assertThat(site.heard.lines()).noneMatch(line -> line.startsWith("problem"));
    assertThat(site.restarts)
        .containsExactly(Set.of(BOOTLOADER), Set.of(OPERATING_SYSTEM), Set.of(APPLICATION));
    for (ComponentName each : ComponentName.values()) {
      assertThat(site.runs(each)).isEqualTo(2);
    }
    assertThat(site.results())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.release()).isEqualTo("r2");
              assertThat(result.outcome()).isEqualTo(UpdateState.Outcome.CONFIRMED);
            });
    assertThat(site.told().stream().map(UpdateState::attempt).filter(each -> each != null))
        .extracting(UpdateState.Attempt::stage)
        .containsOnly(UpdateState.Stage.ARMED);
    assertThat(site.status().stage()).isEqualTo(Stage.IDLE);
  }

  @Test
  void reports_the_result_once_it_is_confirmed_and_not_with_the_next_cycle() throws Exception {
    // given
    site.assign(2);
    site.start();
    while (!site.restarts.contains(Set.of(APPLICATION))) {
      site.live(Duration.ofSeconds(30));
    }

    // when
    site.time.advance(Duration.ofSeconds(1));

    // then
    assertThat(site.results())
        .extracting(UpdateState.Result::outcome)
        .containsExactly(UpdateState.Outcome.CONFIRMED);
  }

  @Test
  @Verifies(positive = PLT_UPD_203, negative = PLT_UPD_211)
  void returns_from_what_is_not_healthy_reports_it_and_does_not_try_it_again() throws Exception {
    // given
    site.health = Finding.bad("it does not print");
    site.assign(2);

    // when
    site.start().live(Duration.ofHours(7));

    // then
    assertThat(site.restarts).containsExactly(Set.of(BOOTLOADER), Set.of(BOOTLOADER));
    assertThat(site.runs(BOOTLOADER)).isEqualTo(1);
    assertThat(site.status().waits()).isNull();
    assertThat(site.results().get(0).outcome()).isEqualTo(UpdateState.Outcome.RETURNED);
    assertThat(site.results().get(0).reason()).contains("own: it does not print");
    assertThat(site.director.asked).hasSizeGreaterThan(3);
  }

  @Test
  @Verifies(negative = PLT_UPD_340)
  void sends_no_report_of_updates_while_nothing_changes() throws Exception {
    // when
    site.start().live(Duration.ofHours(9));

    // then
    assertThat(site.director.asked).hasSizeGreaterThan(3);
    assertThat(site.told()).hasSize(1);
    assertThat(site.told().get(0).components())
        .extracting(UpdateState.Component::version)
        .containsExactly("1", "1", "1");
  }

  @Test
  @Verifies(negative = PLT_UPD_218)
  void tells_the_result_again_until_a_report_with_it_was_acknowledged() throws Exception {
    // given: from the first trial on no report arrives
    site.assign(2);
    site.server.instead(
        exchange -> {
          boolean fails =
              exchange.getRequestURI().getPath().equals("/update/v1/reports")
                  && !site.restarts.isEmpty();
          if (fails) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return fails || site.director.handle(exchange);
        });
    site.start().live(Duration.ofMinutes(30));
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
    assertThat(site.results()).isEmpty();
    assertThat(site.status().stage()).isEqualTo(Stage.CONFIRMED);

    // when
    site.server.instead(site.director);
    site.live(Duration.ofHours(3));

    // then
    assertThat(site.results())
        .extracting(UpdateState.Result::outcome)
        .containsExactly(UpdateState.Outcome.CONFIRMED);
    assertThat(site.status().stage()).isEqualTo(Stage.IDLE);
  }

  @Test
  @Verifies(positive = PLT_UPD_209)
  void waits_for_somebody_at_the_site_to_agree() throws Exception {
    // given
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(Duration.ofHours(1));
    assertThat(site.heard.lines()).containsOnlyOnce("consent asked r2");
    assertThat(site.restarts).isEmpty();
    assertThat(site.told().get(site.told().size() - 1).attempt().waits()).isEqualTo("consent");
    assertThat(site.status().waits()).isEqualTo(new UpdateStatus.Waits("consent", null, ""));
    assertThat(site.status().left()).containsExactly(BOOTLOADER, OPERATING_SYSTEM, APPLICATION);

    // when
    site.device().agree("r2");
    site.live(Duration.ofMinutes(30));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  @Verifies(negative = PLT_UPD_205)
  void gives_a_release_up_whose_slot_cannot_be_made_durable() throws Exception {
    // given
    site.slots.failNextSync();
    site.assign(2);

    // when
    site.start().live(Duration.ofMinutes(30));

    // then
    assertThat(site.restarts).isEmpty();
    assertThat(site.results()).isNotEmpty();
    assertThat(site.results().get(0).outcome()).isEqualTo(UpdateState.Outcome.FAILED);
    assertThat(site.results().get(0).reason()).contains("Input/output error");
  }

  @Test
  @Verifies(positive = PLT_UPD_073, negative = PLT_UPD_073)
  void spreads_what_it_fetches_over_days_as_the_policy_says() throws Exception {
    // given
    site.assign(2);
    site.assignedBy(130_000L, TestUpdatedDevice.DIRECTOR);

    // when
    site.start().live(Duration.ofHours(10));

    // then
    assertThat(site.status().stage()).isEqualTo(Stage.DOWNLOADING);
    assertThat(site.status().waits().why()).contains("data budget for updates is spent");

    // when
    site.live(Duration.ofDays(2));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_UPD_074)
  void gives_up_what_takes_too_long_however_often_it_is_assigned_anew() throws Exception {
    // given: chunks that take hours, and one component's objects for each assignment
    site.assign(2);
    site.slots.whenWritten(() -> site.time.pass(Duration.ofHours(4)));
    AtomicInteger given = new AtomicInteger();
    site.director.before =
        exchange -> {
          boolean fails =
              exchange.getRequestHeaders().containsKey("Range")
                  && given.incrementAndGet() > 2 * site.director.asked.size();
          if (fails) {
            given.decrementAndGet();
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return fails;
        };

    // when
    site.start().live(Duration.ofDays(1));

    // then
    assertThat(site.director.asked).hasSizeGreaterThan(1);
    assertThat(site.results().get(0).outcome()).isEqualTo(UpdateState.Outcome.FAILED);
    assertThat(site.results().get(0).reason()).contains("taken longer than it may");
  }

  @Test
  @Verifies(positive = PLT_UPD_072)
  void asks_a_mirror_for_nothing_again_that_it_gave_wrong_after_further_syncs_too()
      throws Exception {
    // given: a mirror that has nothing but zeros, and an update that takes days
    List<String> asked = new CopyOnWriteArrayList<>();
    try (TestServer mirror = TestUpdatedDevice.mirror()) {
      mirror.instead(exchange -> giveZeros(exchange, asked));
      site.assign(2);
      site.assignedBy(200_000L, TestUpdatedDevice.DIRECTOR);
      site.director.order =
          new Order.Install("r2", false, null, null, List.of(mirror.address()), List.of());

      // when
      site.start().live(Duration.ofDays(3));
    }

    // then
    assertThat(site.director.asked).hasSizeGreaterThan(3);
    assertThat(asked).isNotEmpty().doesNotHaveDuplicates();
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  private static boolean giveZeros(HttpExchange exchange, List<String> asked) throws IOException {
    asked.add(exchange.getRequestURI().getPath());
    String range = exchange.getRequestHeaders().getFirst("Range").substring("bytes=".length());
    String[] bounds = range.split("-", -1);
    int length = Integer.parseInt(bounds[1]) - Integer.parseInt(bounds[0]) + 1;
    exchange.getResponseHeaders().set("Content-Range", "bytes " + range + "/1000000");
    exchange.sendResponseHeaders(206, length);
    exchange.getResponseBody().write(new byte[length]);
    return true;
  }

  @Test
  @Verifies(positive = PLT_UPD_341, negative = PLT_UPD_341)
  void tells_the_progress_of_a_slow_download_once_a_minute() throws Exception {
    // given: 20 seconds go by with each chunk that is written
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.slots.whenWritten(() -> site.time.pass(Duration.ofSeconds(20)));

    // when
    site.start().live(Duration.ofMinutes(5));

    // then
    int chunks =
        Stream.of(ComponentName.values())
            .mapToInt(each -> site.slots.writes(SlotName.B.of(each)))
            .sum();
    assertThat(
            site.heard.updates().stream()
                .filter(each -> each.stage() == Stage.DOWNLOADING && each.progress() != null))
        .hasSizeBetween(chunks / 6, chunks / 3);
  }

  @Test
  void installs_what_failed_by_wrong_objects_when_those_are_mended_and_it_is_assigned_again()
      throws Exception {
    // given
    AtomicBoolean mended = new AtomicBoolean();
    site.assign(2);
    site.director.before =
        exchange ->
            !mended.get()
                && exchange.getRequestHeaders().containsKey("Range")
                && giveZeros(exchange, new CopyOnWriteArrayList<>());
    site.start().live(Duration.ofMinutes(30));
    assertThat(site.results())
        .extracting(UpdateState.Result::outcome)
        .containsExactly(UpdateState.Outcome.FAILED);

    // when
    mended.set(true);
    site.live(Duration.ofHours(6));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  @Verifies(negative = PLT_UPD_074)
  void counts_no_time_in_which_it_waits_for_the_data_budget() throws Exception {
    // given: a budget that lasts for much more than three days, and slots that are slow to read
    site.assign(2);
    site.assignedBy(40_000L, TestUpdatedDevice.DIRECTOR);
    site.slots.whenRead(
        name -> {
          if (name.endsWith("-a")) {
            site.time.pass(Duration.ofMinutes(10));
          }
        });

    // when
    site.start().live(Duration.ofDays(10));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  void reads_no_slot_that_runs_again_while_the_data_budget_is_spent() throws Exception {
    // given
    List<String> read = new ArrayList<>();
    site.assign(2);
    site.assignedBy(130_000L, TestUpdatedDevice.DIRECTOR);
    site.start().live(Duration.ofHours(1));
    assertThat(site.status().waits().why()).contains("data budget for updates is spent");

    // when
    site.slots.whenRead(read::add);
    site.live(Duration.ofHours(5));

    // then
    assertThat(read).noneMatch(name -> name.endsWith("-a"));
    assertThat(site.status().waits().why()).contains("data budget for updates is spent");
  }

  @Test
  @Verifies(positive = PLT_LNK_013, negative = PLT_LNK_013)
  void asks_a_host_that_asked_to_wait_no_sooner_for_another_release() throws Exception {
    // given
    AtomicInteger asked = new AtomicInteger();
    site.assign(2);
    site.director.before =
        exchange -> {
          boolean busy =
              exchange.getRequestHeaders().containsKey("Range") && asked.incrementAndGet() == 1;
          if (busy) {
            exchange.getResponseHeaders().set("Retry-After", "36000");
            exchange.sendResponseHeaders(429, -1);
          }
          return busy;
        };
    site.start().live(Duration.ofMinutes(30));

    // when
    site.assign(3);
    site.live(Duration.ofHours(9));

    // then
    assertThat(asked).hasValue(1);
    assertThat(site.status().release()).isEqualTo("r3");

    // when
    site.live(Duration.ofHours(3));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(3);
  }

  @Test
  void tells_how_it_stands_though_a_boot_control_does_not_take_that_it_has_started()
      throws Exception {
    // given
    site.marksFail = true;

    // when
    site.start().live(Duration.ofHours(3));

    // then
    assertThat(site.told()).isNotEmpty();
    assertThat(site.heard.problems()).anyMatch(line -> line.contains("permission denied"));
  }

  @Test
  @Verifies(
      positive = {PLT_UPD_214, PLT_UPD_218},
      negative = PLT_UPD_211)
  void returns_and_tells_it_where_a_boot_control_does_not_take_that_it_has_started()
      throws Exception {
    // given: a bootloader on trial
    site.assign(2);
    site.start().live(Duration.ofSeconds(30));
    assertThat(site.restarts).containsExactly(Set.of(BOOTLOADER));

    // when
    site.marksFail = true;
    site.live(Duration.ofMinutes(30));

    // then
    assertThat(site.restarts).containsExactly(Set.of(BOOTLOADER), Set.of(BOOTLOADER));
    assertThat(site.runs(BOOTLOADER)).isEqualTo(1);
    assertThat(site.results().get(0).outcome()).isEqualTo(UpdateState.Outcome.RETURNED);
    assertThat(site.results().get(0).reason()).contains("permission denied");
  }

  @Test
  void installs_when_a_boot_control_takes_again_that_it_has_started() throws Exception {
    // given
    site.assign(2);
    site.marksFail = true;
    site.start().live(Duration.ofMinutes(30));
    assertThat(site.restarts).isEmpty();

    // when
    site.marksFail = false;
    site.live(Duration.ofMinutes(30));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_UPD_218)
  void goes_on_to_the_next_release_where_the_power_went_as_the_server_knew_the_result()
      throws Exception {
    // given: the server's word was kept, and the journal not written any more
    site.slots.failNextSync();
    site.assign(2);
    site.server.instead(
        exchange -> {
          boolean fails = exchange.getRequestURI().getPath().equals("/update/v1/reports");
          if (fails) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return fails || site.director.handle(exchange);
        });
    site.start().live(Duration.ofMinutes(30));
    assertThat(site.status().stage()).isEqualTo(Stage.FAILED);
    new Acknowledged(site.storage).keep(site.status().last());
    site.server.instead(site.director);

    // when
    site.restart();
    site.live(Duration.ofHours(6));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }
}
