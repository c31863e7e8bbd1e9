package io.platen.server.release.control;

import static io.platen.protocol.Requirement.PLT_UPD_410;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransfersTest {
  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private final Transfers transfers = new Transfers(5);

  @Test
  @Verifies(positive = PLT_UPD_410)
  void lets_one_device_not_take_the_place_of_all() {
    // given
    for (int i = 0; i < Transfers.OF_ONE_DEVICE; i++) {
      assertThat(transfers.begin(ONE)).isPresent();
    }
    // then
    assertThat(transfers.begin(ONE)).isEmpty();
    assertThat(transfers.begin(OTHER)).isPresent();
    assertThat(transfers.begin(OTHER)).isEmpty();
  }

  @Test
  void has_room_again_when_one_ends_and_ends_it_once() {
    // given
    Transfers.Transfer first = transfers.begin(ONE).orElseThrow();
    for (int i = 0; i < 4; i++) {
      transfers.begin(OTHER);
    }
    assertThat(transfers.begin(ONE)).isEmpty();
    // when
    first.close();
    first.close();
    // then
    assertThat(transfers.begin(ONE)).isPresent();
    assertThat(transfers.begin(ONE)).isEmpty();
  }
}
