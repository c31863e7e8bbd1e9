package io.platen.device.update;

import static io.platen.protocol.Requirement.PLT_UPD_216;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestUpdates;
import io.platen.device.update.Result.Outcome;
import io.platen.protocol.Verifies;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A device whose disk has no room when it is written to. */
class UpdaterFaultsTest {

  @Test
  @Verifies(positive = PLT_UPD_216, negative = PLT_UPD_216)
  void goes_on_when_there_is_room_again_wherever_the_disk_was_full() throws Exception {
    boolean wasFull = true;
    int writes = 0;
    while (wasFull) {
      // given
      TestUpdates device = new TestUpdates();
      device.updater.assign(device.release("2", 7), Terms.NONE);
      device.storage.fullFromWrite(++writes);

      // when
      boolean ended = runs(device);
      wasFull = device.storage.wasFull();
      device.storage.roomAgain();
      if (!ended) {
        device.restart();
      }
      Next next = device.run();

      // then
      assertThat(((Next.Report) next).result().outcome())
          .as("full at write %d", writes)
          .isIn(Outcome.CONFIRMED, Outcome.FAILED);
      assertThat(device.runs(APPLICATION)).isIn("1", "2");
      assertThat(device.runs(APPLICATION).equals("2"))
          .isEqualTo(((Next.Report) next).result().outcome() == Outcome.CONFIRMED);
    }
    assertThat(writes).isGreaterThan(20);
  }

  /** Whether it came to an end; where the disk is full it says so and may be stepped again. */
  private static boolean runs(TestUpdates device) throws InterruptedException {
    try {
      device.run();
      return true;
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("space");
      return false;
    }
  }
}
