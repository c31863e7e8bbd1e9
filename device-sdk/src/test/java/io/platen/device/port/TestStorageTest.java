package io.platen.device.port;

import io.platen.device.testing.TestStorage;

/** The disk in memory is held to what the real one does. */
class TestStorageTest extends StorageContract {
  @Override
  Storage storage() {
    return new TestStorage();
  }
}
