package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Condition;
import io.platen.server.notice.entity.Condition.Place;
import io.platen.server.notice.entity.Finding;
import io.platen.server.notice.entity.Item;
import io.platen.server.notice.entity.Template;
import io.platen.server.notice.entity.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which items go out together, and which wait. */
class DigestsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z"); // a Sunday
  private static final Channel DESK =
      TestNotices.channel("Desk", Channel.Kind.MAIL, "desk@fleet.example");

  static Item item(long id, UUID site, Instant due) {
    return new Item(id, Item.Kind.RAISED, finding(id, site), due, false, null);
  }

  private static Finding finding(long id, UUID site) {
    return new Finding(
        1,
        id,
        new UUID(5, 5),
        "Low toner",
        Template.SUPPLY_PERCENT,
        Severity.WARNING,
        "Site " + site.getLeastSignificantBits(),
        new Condition(
            "printer " + id,
            new Place(site, id, "Printer " + id, null),
            true,
            List.of("Toner black", "8")),
        NOW,
        null,
        null,
        null);
  }

  private static UUID site(long number) {
    return new UUID(0, number);
  }

  private static List<List<Long>> due(
      Channel channel, List<Window> windows, int sent, Item... all) {
    return new Digests(channel, windows, NOW)
        .due(List.of(all), sent).stream()
            .map(digest -> digest.stream().map(Item::id).toList())
            .toList();
  }

  private static Channel limited(int hourly) {
    return new Channel(
        1, DESK.id(), "Desk", Channel.Kind.MAIL, DESK.targets(), "en", Duration.ZERO, hourly);
  }

  @Test
  void makes_one_notice_of_what_a_site_has_once_the_first_of_it_is_due() {
    assertThat(
            due(
                DESK,
                List.of(),
                0,
                item(1, site(1), NOW),
                item(2, site(1), NOW.plusSeconds(60)),
                item(3, site(2), NOW.plusSeconds(60))))
        .containsExactly(List.of(1L, 2L));
  }

  @Test
  void waits_for_who_muted_it_and_drops_what_somebody_has_noted() {
    // given
    Item muted =
        new Item(
            1, Item.Kind.RAISED, finding(1, site(1)), NOW, false, NOW.plus(Duration.ofHours(1)));
    Item over = new Item(2, Item.Kind.RAISED, finding(2, site(2)), NOW, false, NOW);
    Item noted = new Item(3, Item.Kind.RAISED, finding(3, site(3)), NOW, true, null);
    Item resolved = new Item(4, Item.Kind.RESOLVED, finding(4, site(4)), NOW, true, null);
    // then
    assertThat(due(DESK, List.of(), 0, muted, over, noted, resolved))
        .containsExactly(List.of(2L), List.of(4L));
    assertThat(new Digests(DESK, List.of(), NOW).needless(List.of(muted, over, noted, resolved)))
        .containsExactly(noted);
  }

  @Test
  void holds_a_site_back_while_its_maintenance_window_lasts() {
    // given: 09:00 UTC is 10:00 in Vienna
    Window window =
        new Window(
            1,
            new UUID(7, 7),
            "Sundays",
            site(1),
            ZoneId.of("Europe/Vienna"),
            Set.of(DayOfWeek.SUNDAY),
            LocalTime.of(10, 0),
            LocalTime.of(11, 0));
    // then
    assertThat(due(DESK, List.of(window), 0, item(1, site(1), NOW), item(2, site(2), NOW)))
        .containsExactly(List.of(2L));
  }

  @Test
  void puts_a_storm_into_the_last_notice_that_the_hour_allows() {
    // given
    Item[] storm =
        IntStream.rangeClosed(1, 500).mapToObj(i -> item(i, site(i), NOW)).toArray(Item[]::new);
    // then
    assertThat(due(limited(3), List.of(), 0, storm))
        .extracting(List::size)
        .containsExactly(1, 1, 498);
    assertThat(due(limited(3), List.of(), 2, storm)).extracting(List::size).containsExactly(500);
    assertThat(due(limited(3), List.of(), 3, storm)).isEmpty();
  }

  @Test
  void makes_nobody_wait_longer_because_a_clock_was_set_back() {
    assertThat(due(DESK, List.of(), 0, item(1, site(1), NOW.plus(Duration.ofDays(400)))))
        .hasSize(1);
  }
}
