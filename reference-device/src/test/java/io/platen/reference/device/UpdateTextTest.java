package io.platen.reference.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.SlotName;
import io.platen.device.update.Installed;
import io.platen.device.update.Result;
import io.platen.device.update.Result.Outcome;
import io.platen.device.update.Stage;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.UpdateStatus.Progress;
import io.platen.device.update.UpdateStatus.Running;
import io.platen.device.update.UpdateStatus.Waits;
import io.platen.device.update.Window;
import io.platen.protocol.release.ComponentName;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of updates. */
class UpdateTextTest {
  private static final UpdateStatus FETCHING =
      new UpdateStatus(
          Stage.DOWNLOADING,
          "2026.3",
          new Progress("operating-system", 50_000_000, 97_280_000),
          true,
          new Window(LocalTime.of(22, 0), LocalTime.of(5, 0), ZoneId.of("Europe/Berlin")),
          null,
          List.of(ComponentName.OPERATING_SYSTEM, ComponentName.APPLICATION),
          List.of(
              new Running(
                  ComponentName.OPERATING_SYSTEM,
                  new Installed(SlotName.B, "12.7", 8, "ab".repeat(32)),
                  8)),
          new Result(
              "2026.2",
              Outcome.RETURNED,
              "service: it \"hangs\"",
              Instant.parse("2026-11-26T01:02:03Z")));

  @Test
  void tells_slot_versions_stage_progress_and_the_last_result() {
    assertThat(UpdateText.lines(FETCHING))
        .containsExactly(
            "Update           2026.3, downloading, operating-system 51 % of 97280000 bytes",
            "Waits for        somebody at the site to agree (platen-device agree)",
            "Left             operating-system, then application",
            "Window           22:00 to 05:00, Europe/Berlin",
            "Operating system slot b, 12.7, security counter 8 (at least 8)",
            "Last update      2026.2 returned at 2026-11-26T01:02:03Z: service: it \"hangs\"");
  }

  @Test
  void tells_that_there_was_none() {
    assertThat(
            UpdateText.lines(
                new UpdateStatus(
                    Stage.IDLE, null, null, false, null, null, List.of(), List.of(), null)))
        .containsExactly("Update           none", "Last update      none");
  }

  @Test
  void tells_what_it_waits_for() {
    Instant until = Instant.parse("2026-11-26T21:00:00Z");
    assertThat(waiting(new Waits(Waits.WINDOW, until, "")))
        .isEqualTo("Waits for        its window, which opens at 2026-11-26T21:00:00Z");
    assertThat(waiting(new Waits(Waits.NETWORK, until, "The data budget for updates is spent")))
        .isEqualTo(
            "Waits for        its content: The data budget for updates is spent; tried again at"
                + " 2026-11-26T21:00:00Z");
    assertThat(waiting(new Waits(Waits.ASSIGNMENT, null, "")))
        .isEqualTo("Waits for        the server, which has to assign it (again)");
    assertThat(waiting(new Waits(Waits.HEALTH, until, "server: no host answers")))
        .isEqualTo("Waits for        proof that it works: server: no host answers");
    assertThat(waiting(new Waits(Waits.RESTART, null, "")))
        .isEqualTo("Waits for        a restart of the device");
  }

  private static String waiting(Waits waits) {
    return UpdateText.lines(
            new UpdateStatus(
                Stage.VERIFIED, "2026.3", null, false, null, waits, List.of(), List.of(), null))
        .get(1);
  }

  @Test
  void news_are_what_runs_of_each_component_and_how_the_update_goes_on() {
    assertThat(UpdateText.news(FETCHING))
        .containsExactly(
            "Operating system: slot b, 12.7, security counter 8 (at least 8)",
            "Update 2026.3, downloading, operating-system 51 % of 97280000 bytes");
  }

  @Test
  void news_end_with_how_the_update_ended() {
    UpdateStatus ended =
        new UpdateStatus(
            Stage.IDLE, null, null, false, null, null, List.of(), List.of(), FETCHING.last());
    assertThat(UpdateText.news(ended))
        .containsExactly("Update 2026.2 returned at 2026-11-26T01:02:03Z: service: it \"hangs\"");
  }

  @Test
  void gives_the_same_as_json() {
    JsonObject json = Json.createReader(new StringReader(UpdateText.json(FETCHING))).readObject();
    assertThat(json.getString("stage")).isEqualTo("downloading");
    assertThat(json.getJsonObject("progress").getInt("done")).isEqualTo(50_000_000);
    assertThat(json.isNull("waits")).isTrue();
    assertThat(json.getJsonArray("components").getJsonObject(0).getString("slot")).isEqualTo("b");
    assertThat(json.getJsonObject("last").getString("reason")).isEqualTo("service: it \"hangs\"");
  }
}
