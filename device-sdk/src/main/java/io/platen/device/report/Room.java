package io.platen.device.report;

import io.platen.device.report.Queue.Queued;
import io.platen.device.store.StoreException;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How much may wait, and for how long. */
final class Room {
  private final Instant built;

  /**
   * @param built when what runs here was built: a clock that shows less was never set
   */
  Room(Instant built) {
    this.built = built;
  }

  /**
   * [PLT-RPT-024] Oldest telemetry goes first; what was just captured stays.
   *
   * @param bytes of all that would wait, with what was just captured
   * @return what has to go
   */
  List<Queued> over(Queue queue, long bytes, Policy.Limits limits, Instant now)
      throws StoreException {
    List<Queued> over = new ArrayList<>();
    long left = bytes;
    for (long sequence : queue.sequences()) {
      Queued oldest = new Queued(sequence, queue.entry(sequence));
      if (left <= limits.outboxBytes()
          && !isOlder(oldest.entry().created(), limits.outboxAge(), now)) {
        break;
      }
      left -= oldest.entry().size();
      over.add(oldest);
    }
    return over;
  }

  /** Nobody knows how old a report is that was made while the clock was not set, once it is. */
  private boolean isOlder(Instant created, Duration age, Instant now) {
    boolean comparable = created.isBefore(built) == now.isBefore(built);
    return comparable && created.plus(age).isBefore(now);
  }

  static long bytes(List<Queued> entries) {
    return entries.stream().mapToLong(each -> each.entry().size()).sum();
  }
}
