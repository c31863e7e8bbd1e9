package io.platen.device;

import io.platen.device.heartbeat.HeartbeatMemory;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import java.util.Optional;

/** The counter of heartbeats in the device's store. */
record HeartbeatStore(DeviceStore store) implements HeartbeatMemory {
  private static final String COUNTER = "heartbeat";

  @Override
  public Optional<byte[]> find() throws StoreException {
    return store.find(COUNTER);
  }

  @Override
  public void keep(byte[] value) throws StoreException {
    store.change(writer -> writer.put(COUNTER, value));
  }
}
