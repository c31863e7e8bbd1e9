package io.platen.reference.fleet;

import io.platen.device.DeviceListener;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.report.Report.Lost;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all devices of a fleet tell, counted. */
final class FleetCounts {
  private final AtomicInteger enrolled = new AtomicInteger();
  private final AtomicInteger synced = new AtomicInteger();
  private final AtomicInteger channels = new AtomicInteger();
  private final AtomicLong drops = new AtomicLong();
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong problems = new AtomicLong();
  private volatile String lastProblem = "";

  /**
   * How it stands.
   *
   * @param synced devices that a download host has answered
   * @param channels that are open now
   * @param drops channels that ended
   * @param stored reports that were made
   * @param lastProblem empty where there was none
   */
  record Standing(
      int enrolled,
      int synced,
      int channels,
      long drops,
      long stored,
      long acknowledged,
      long refused,
      long lost,
      long problems,
      String lastProblem) {}

  Standing standing() {
    return new Standing(
        enrolled.get(),
        synced.get(),
        channels.get(),
        drops.get(),
        stored.get(),
        acknowledged.get(),
        refused.get(),
        lost.get(),
        problems.get(),
        lastProblem);
  }

  void enrolled() {
    enrolled.incrementAndGet();
  }

  void problem(int device, String message) {
    problems.incrementAndGet();
    lastProblem = "device " + device + ": " + message;
  }

  /** Hears one device. */
  DeviceListener of(int device) {
    return new One(device);
  }

  private final class One implements DeviceListener {
    private final int device;
    private final AtomicBoolean known = new AtomicBoolean();
    private final AtomicBoolean open = new AtomicBoolean();

    One(int device) {
      this.device = device;
    }

    @Override
    public void synced(boolean changed, int discoveryEntries) {
      if (known.compareAndSet(false, true)) {
        synced.incrementAndGet();
      }
    }

    @Override
    public void channel(boolean opened, String how) {
      if (opened && open.compareAndSet(false, true)) {
        channels.incrementAndGet();
      } else if (!opened && open.compareAndSet(true, false)) {
        channels.decrementAndGet();
        drops.incrementAndGet();
      }
    }

    @Override
    public void reportStored(long sequence, int printers, int changed) {
      stored.incrementAndGet();
    }

    @Override
    public void uploaded(long sequence) {
      acknowledged.incrementAndGet();
    }

    @Override
    public void refused(long sequence, Problem problem) {
      refused.incrementAndGet();
      FleetCounts.this.problem(device, "a report was refused: " + problem.type().urn());
    }

    @Override
    public void lost(List<Lost> ranges) {
      ranges.forEach(each -> lost.addAndGet(each.last() - each.first() + 1));
    }

    @Override
    public void cutOff(Problem problem) {
      FleetCounts.this.problem(device, "it is cut off: " + problem.type().urn());
    }

    @Override
    public void problem(String message) {
      FleetCounts.this.problem(device, message);
    }
  }
}
