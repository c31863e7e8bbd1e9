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
            "Waits for        somebody at the site to agree",
            "Window           22:00 to 05:00, Europe/Berlin",
            "Operating system slot b, 12.7, security counter 8 (at least 8)",
            "Last update      2026.2 returned at 2026-11-26T01:02:03Z: service: it \"hangs\"");
  }

  @Test
  void tells_that_there_was_none() {
    assertThat(
            UpdateText.lines(
                new UpdateStatus(Stage.IDLE, null, null, false, null, List.of(), null)))
        .containsExactly("Update           none", "Last update      none");
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
        new UpdateStatus(Stage.IDLE, null, null, false, null, List.of(), FETCHING.last());
    assertThat(UpdateText.news(ended))
        .containsExactly("Update 2026.2 returned at 2026-11-26T01:02:03Z: service: it \"hangs\"");
  }

  @Test
  void gives_the_same_as_json() {
    JsonObject json = Json.createReader(new StringReader(UpdateText.json(FETCHING))).readObject();
    assertThat(json.getString("stage")).isEqualTo("downloading");
    assertThat(json.getJsonObject("progress").getInt("done")).isEqualTo(50_000_000);
    assertThat(json.getJsonArray("components").getJsonObject(0).getString("slot")).isEqualTo("b");
    assertThat(json.getJsonObject("last").getString("reason")).isEqualTo("service: it \"hangs\"");
  }
}
