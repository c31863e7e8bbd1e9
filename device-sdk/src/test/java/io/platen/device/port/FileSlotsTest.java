package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.FileSlots.Place;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSlotsTest extends SlotStorageContract {
  @TempDir Path folder;

  @Override
  SlotStorage slots() {
    return new FileSlots(Map.of("application-b", new Place(folder.resolve("b"), SIZE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 500, 9_000})
  void gives_a_file_the_length_of_its_content(int length) throws Exception {
    try (SlotStorage.Slot slot = slots().open("application-b")) {
      // given
      slot.write(0, new byte[500], 0, 500);

      // when
      slot.end(length);
    }

    // then
    assertThat(folder.resolve("b")).hasSize(length);
  }
}
