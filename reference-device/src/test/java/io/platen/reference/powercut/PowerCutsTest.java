package io.platen.reference.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Some states of a short life; {@code bench power-cuts} tries all of a longer one. */
class PowerCutsTest {
  private static final int ROUNDS = 24;
  private static final int ONE_IN = 7;

  /** Its promise is to who ends a process, not to who cuts the power: DeviceStoreTest. */
  private static final String AT_OPENING = "StoreFile.open > MVStore.sync";

  private static PowerCuts cuts;

  @BeforeAll
  static void live() throws Exception {
    cuts = new PowerCuts(ROUNDS, 0);
  }

  @Test
  void breaks_no_promise_wherever_the_power_is_cut() {
    // when
    PowerCuts.Result result = cuts.run(ONE_IN, line -> {});

    // then
    assertThat(result.faults()).isEmpty();
    assertThat(result.bad()).isZero();
    assertThat(result.states()).isGreaterThan(150);
  }

  @Test
  void breaks_a_promise_when_any_one_sync_is_left_out() {
    // when
    Map<String, String> faults = new TreeMap<>();
    cuts.syncSites().forEach(site -> faults.put(site, cuts.faultWithout(site).orElse("none")));

    // then
    assertThat(faults.remove(AT_OPENING)).isEqualTo("none");
    assertThat(faults)
        .containsOnlyKeys(
            "DeviceStore.change > MVStore.sync",
            "DeviceStore.rewrite > MVStore.sync",
            "Storage.write > RecordingStorage$Channel.force",
            "Storage.write > RecordingStorage.syncNames",
            "StoreFile.make > MVStore.sync",
            "StoreFile.takeNew > RecordingStorage.syncNames");
    assertThat(faults).doesNotContainValue("none");
  }
}
