package io.platen.device.heartbeat;

import java.io.IOException;
import java.util.Optional;

/** Where the counter of heartbeats outlives a restart. */
public interface HeartbeatMemory {
  /** What was kept last; empty before the first time. */
  Optional<byte[]> find() throws IOException;

  /** Returns when it is durable. */
  void keep(byte[] value) throws IOException;
}
