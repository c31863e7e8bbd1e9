package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.port.SlotStorage.Slot;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What every storage of slots does. */
abstract class SlotStorageContract {
  static final int SIZE = 10_000;

  /** One with the slot {@code application-b} of {@value #SIZE} bytes, always the same. */
  abstract SlotStorage slots() throws IOException;

  @Test
  void gives_back_what_was_written_at_any_place_also_when_opened_again() throws Exception {
    // given
    byte[] written = {1, 2, 3, 4, 5};
    try (Slot slot = slots().open("application-b")) {
      slot.write(9_000, written, 1, 3);
      slot.sync();
    }

    // when
    byte[] read = new byte[5];
    try (Slot slot = slots().open("application-b")) {
      slot.read(8_999, read, 0, 5);
    }

    // then
    assertThat(read).containsExactly(0, 2, 3, 4, 0);
  }

  @Test
  void tells_how_much_a_slot_holds() throws Exception {
    try (Slot slot = slots().open("application-b")) {
      assertThat(slot.size()).isEqualTo(SIZE);
    }
  }

  @Test
  void refuses_what_lies_past_its_end() throws Exception {
    try (Slot slot = slots().open("application-b")) {
      byte[] bytes = new byte[2];
      assertThatThrownBy(() -> slot.write(SIZE - 1, bytes, 0, 2)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> slot.read(SIZE - 1, bytes, 0, 2)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> slot.read(-1, bytes, 0, 2)).isInstanceOf(IOException.class);
      slot.read(SIZE - 2, bytes, 0, 2);
    }
  }

  @Test
  void refuses_a_slot_that_it_does_not_have() throws Exception {
    assertThatThrownBy(() -> slots().open("application-c"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("application-c");
  }

  @Test
  void writes_to_the_end_though_the_thread_is_interrupted() throws Exception {
    try (Slot slot = slots().open("application-b")) {
      // given
      Thread.currentThread().interrupt();

      // when
      slot.write(0, new byte[] {7}, 0, 1);
      slot.sync();

      // then
      byte[] read = new byte[1];
      slot.read(0, read, 0, 1);
      assertThat(read).containsExactly(7);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
