package io.platen.device.update;

import static io.platen.protocol.Requirement.PLT_UPD_213;
import static io.platen.protocol.Requirement.PLT_UPD_216;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.port.SlotName;
import io.platen.device.update.Result.Outcome;
import io.platen.protocol.Verifies;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.release.Release.Requires;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an updater remembers, written and read. */
class JournalFileTest {
  private static final Journal FULL =
      new Journal(
          new Attempt(
              Stage.TRIAL,
              new Release(
                  "2026.4_rc1",
                  List.of(new Hardware("pl-100 deluxe", 2, 5)),
                  List.of(
                      new Component(
                          ComponentName.BOOTLOADER,
                          ComponentVersion.of("2.4"),
                          3,
                          9,
                          "ab".repeat(32),
                          new Bytes(40, "01".repeat(32)),
                          List.of()),
                      new Component(
                          ComponentName.APPLICATION,
                          ComponentVersion.of("2.4.0.1"),
                          4,
                          1L << 33,
                          "cd".repeat(32),
                          new Bytes(1L << 20, "02".repeat(32)),
                          List.of(
                              new Requires(ComponentName.BOOTLOADER, ComponentVersion.of("2.3")),
                              new Requires(
                                  ComponentName.OPERATING_SYSTEM, ComponentVersion.of("12"))))),
                  new DataForms(4, 6)),
              new Terms(
                  true,
                  Optional.of(
                      new Window(
                          LocalTime.of(22, 0), LocalTime.of(4, 30), ZoneId.of("America/Lima")))),
              true,
              Set.of(ComponentName.BOOTLOADER),
              SlotName.B,
              2,
              "server: no answer"),
          Map.of(ComponentName.APPLICATION, new Installed(SlotName.A, "", 0, "")),
          Map.of(ComponentName.BOOTLOADER, 3),
          List.of("2026.1", "2026.2"),
          new Result(
              "2026.2", Outcome.RETURNED, "two words", Instant.parse("2026-11-26T01:02:03Z")));

  @Test
  @Verifies(positive = PLT_UPD_216)
  void gives_back_what_was_written() throws Exception {
    assertThat(JournalFile.parse(JournalFile.text(FULL))).isEqualTo(FULL);
    Journal first = Journal.first(Map.of());
    assertThat(JournalFile.parse(JournalFile.text(first))).isEqualTo(first);
  }

  @Test
  @Verifies(negative = PLT_UPD_216)
  void refuses_what_is_not_as_it_was_written() {
    String text = JournalFile.text(FULL);
    for (int i = 0; i < text.length(); i++) {
      String flipped = text.substring(0, i) + (char) (text.charAt(i) ^ 1) + text.substring(i + 1);
      assertThatThrownBy(() -> JournalFile.parse(flipped)).isInstanceOf(IOException.class);
      String cut = text.substring(0, i);
      assertThatThrownBy(() -> JournalFile.parse(cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void keeps_a_reason_of_many_lines_in_one() throws Exception {
    Journal odd = FULL.with(FULL.attempt().because("a\nstage IDLE\r\nsum 0"));
    assertThat(JournalFile.parse(JournalFile.text(odd)).attempt().reason())
        .isEqualTo("a stage IDLE  sum 0");
  }

  @Test
  @Verifies(positive = PLT_UPD_213, negative = PLT_UPD_213)
  void keeps_the_greatest_counter_that_was_confirmed_as_the_floor() {
    // given
    ComponentName each = ComponentName.APPLICATION;
    Journal journal = Journal.first(Map.of(each, Installed.atFactory("1", 5)));
    assertThat(journal.floor(each)).isEqualTo(5);

    // when
    Journal newer = journal.running(Map.of(each, new Installed(SlotName.B, "2", 7, "")));
    Journal older = newer.running(Map.of(each, new Installed(SlotName.A, "1", 6, "")));

    // then
    assertThat(newer.floor(each)).isEqualTo(7);
    assertThat(older.floor(each)).isEqualTo(7);
  }
}
