package io.platen.device.update.content;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * [PLT-UPD-073] So many bytes in each period, whatever restarts in between. What is spent is stored
 * before it is fetched, in steps: a loss of power costs one step at most, and never gives anything.
 */
public final class StoredBudget implements DataBudget {
  private static final String FILE = "content-budget";
  private static final int STEP = 64 * 1024;

  private final Storage storage;
  private final InstantSource clock;
  private final long bytes;
  private final Duration period;
  private Instant since = Instant.EPOCH;
  private long stored;
  private long ahead;

  /**
   * @param bytes in each period
   */
  public StoredBudget(Storage storage, InstantSource clock, long bytes, Duration period)
      throws IOException {
    this.storage = storage;
    this.clock = clock;
    this.bytes = bytes;
    this.period = period;
    storage
        .read(FILE)
        .filter(content -> content.length == 2 * Long.BYTES)
        .map(ByteBuffer::wrap)
        .ifPresent(
            content -> {
              since = Instant.ofEpochSecond(content.getLong());
              stored = content.getLong();
            });
  }

  @Override
  public long left() throws IOException {
    Instant now = clock.instant();
    // A clock that was set back begins no new period, but neither may it last for ever.
    if (!now.isBefore(since.plus(period)) || now.isBefore(since.minus(period))) {
      since = now;
      stored = 0;
      ahead = 0;
    }
    if (ahead == 0 && stored < bytes) {
      ahead = Math.min(STEP, bytes - stored);
      stored += ahead;
      store();
    }
    return ahead;
  }

  @Override
  public void spend(long spent) {
    ahead = Math.max(0, ahead - spent);
  }

  private void store() throws IOException {
    storage.write(
        FILE,
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(since.getEpochSecond())
            .putLong(stored)
            .array());
  }
}
