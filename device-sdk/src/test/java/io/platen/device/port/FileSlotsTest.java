package io.platen.device.port;

import io.platen.device.port.FileSlots.Place;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FileSlotsTest extends SlotStorageContract {
  @TempDir Path folder;

  @Override
  SlotStorage slots() {
    return new FileSlots(Map.of("application-b", new Place(folder.resolve("b"), SIZE)));
  }
}
