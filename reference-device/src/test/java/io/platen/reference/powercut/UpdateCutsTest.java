package io.platen.reference.powercut;

import static io.platen.protocol.Requirement.PLT_UPD_216;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All first cuts; {@code bench power-cuts} cuts again in what is left of some of them. */
class UpdateCutsTest {
  private static UpdateCuts cuts;

  @BeforeAll
  static void live() throws Exception {
    cuts = new UpdateCuts(0);
  }

  @Test
  @Verifies(positive = PLT_UPD_216, negative = PLT_UPD_216)
  void starts_a_whole_image_and_comes_to_an_end_wherever_the_power_is_cut() {
    // when
    PowerCuts.Result result = cuts.run(1, line -> {});

    // then
    assertThat(result.faults()).isEmpty();
    assertThat(result.bad()).isZero();
    assertThat(result.states()).isGreaterThan(900);
  }

  @Test
  @Verifies(negative = PLT_UPD_216)
  void breaks_a_promise_when_any_one_sync_is_left_out() {
    // when
    Map<String, String> faults = new TreeMap<>();
    cuts.syncSites().forEach(site -> faults.put(site, cuts.faultWithout(site).orElse("none")));

    // then
    assertThat(faults)
        .containsOnlyKeys(
            "Fetching.makeDurable > ChannelSlot.sync",
            "JournalFile.write > Storage.write > RecordingStorage$Channel.force",
            "JournalFile.write > Storage.write > RecordingStorage.syncNames",
            "StorageBootControl.store > Storage.write > RecordingStorage$Channel.force",
            "StorageBootControl.store > Storage.write > RecordingStorage.syncNames");
    assertThat(faults).doesNotContainValue("none");
  }
}
