package io.platen.device;

import static io.platen.protocol.Requirement.PLT_LNK_013;
import static io.platen.protocol.Requirement.PLT_UPD_072;
import static io.platen.protocol.Requirement.PLT_UPD_073;
import static io.platen.protocol.Requirement.PLT_UPD_074;
import static io.platen.protocol.Requirement.PLT_UPD_341;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.platen.device.port.SlotName;
import io.platen.device.testing.TestServer;
import io.platen.device.update.Stage;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.report.UpdateState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an update fetches: from whom, how much of it, how often, and for how long. */
class DeviceUpdateFetchTest extends OnUpdatedDevice {
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
}
