package io.platen.reference.powercut;

import static io.platen.protocol.Requirement.PLT_UPD_007;
import static io.platen.protocol.Requirement.PLT_UPD_014;
import static io.platen.protocol.Requirement.PLT_UPD_065;
import static io.platen.protocol.Requirement.PLT_UPD_073;
import static io.platen.protocol.Requirement.PLT_UPD_205;
import static io.platen.protocol.Requirement.PLT_UPD_216;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Some of the first cuts; {@code bench power-cuts} tries all, and cuts again in what is left. */
class UpdateCutsTest {
  private static final int ONE_IN = 3;

  /** For people who look from another process: after a start it is told anew. */
  private static final String OF_NO_USE = "WaitsFile.keep > ";

  private static UpdateCuts cuts;

  @BeforeAll
  static void live() throws Exception {
    cuts = new UpdateCuts(0);
  }

  @Test
  @Verifies(
      positive = {PLT_UPD_216, PLT_UPD_007, PLT_UPD_065, PLT_UPD_073, PLT_UPD_205},
      negative = PLT_UPD_216)
  void starts_a_whole_image_and_comes_to_an_end_wherever_the_power_is_cut() {
    // when
    PowerCuts.Result result = cuts.run(ONE_IN, line -> {});

    // then
    assertThat(result.faults()).isEmpty();
    assertThat(result.bad()).isZero();
    assertThat(result.states()).isGreaterThan(400);
  }

  @Test
  @Verifies(negative = {PLT_UPD_216, PLT_UPD_007, PLT_UPD_014, PLT_UPD_073, PLT_UPD_205})
  void breaks_a_promise_when_any_one_sync_is_left_out() {
    // when
    Map<String, String> faults = new TreeMap<>();
    for (String site : cuts.syncSites()) {
      faults.put(site, site.startsWith(OF_NO_USE) ? "" : cuts.faultWithout(site).orElse("none"));
    }

    // then
    assertThat(faults)
        .containsOnlyKeys(
            "Acknowledged.keep > Storage.write > RecordingStorage$Channel.force",
            "Acknowledged.keep > Storage.write > RecordingStorage.syncNames",
            "ClockFloor.lift > Storage.write > RecordingStorage$Channel.force",
            "ClockFloor.lift > Storage.write > RecordingStorage.syncNames",
            "Fetching.makeDurable > ChannelSlot.sync",
            "JournalFile.write > Storage.write > RecordingStorage$Channel.force",
            "JournalFile.write > Storage.write > RecordingStorage.syncNames",
            "ListStore.fetch > Storage.write > RecordingStorage$Channel.force",
            "ListStore.fetch > Storage.write > RecordingStorage.syncNames",
            "ListStore.fetchHead > Storage.write > RecordingStorage$Channel.force",
            "ListStore.fetchHead > Storage.write > RecordingStorage.syncNames",
            "ListStore.unpack > Storage.write > RecordingStorage$Channel.force",
            "ListStore.unpack > Storage.write > RecordingStorage.syncNames",
            "StorageBootControl.store > Storage.write > RecordingStorage$Channel.force",
            "StorageBootControl.store > Storage.write > RecordingStorage.syncNames",
            "StoredBudget.store > Storage.write > RecordingStorage$Channel.force",
            "StoredBudget.store > Storage.write > RecordingStorage.syncNames",
            "TrustedMetadata.remove > RecordingStorage.syncNames",
            "TrustedMetadata.write > Storage.write > RecordingStorage$Channel.force",
            "TrustedMetadata.write > Storage.write > RecordingStorage.syncNames",
            "WaitsFile.keep > Storage.write > RecordingStorage$Channel.force",
            "WaitsFile.keep > Storage.write > RecordingStorage.syncNames");
    assertThat(faults).doesNotContainValue("none");
  }
}
