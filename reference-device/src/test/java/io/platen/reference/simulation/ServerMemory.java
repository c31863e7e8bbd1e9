package io.platen.reference.simulation;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.UpdateState;
import io.platen.server.ingest.control.Intake;
import io.platen.server.ingest.entity.ReportPlace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a server has stored of one device. A transaction works on a copy; where the server dies
 * before its end, the copy is gone and nothing has happened.
 */
final class ServerMemory {
  private final Map<UUID, Map<Long, Seen>> seen;
  private final Map<String, Long> pages;
  private final Set<Long> toldLost;
  private ReportPlace.Stored state;
  private UUID newestEpoch;
  private UpdateState.Result result;
  private int stored;

  ServerMemory() {
    this.seen = new HashMap<>();
    this.pages = new TreeMap<>();
    this.toldLost = new TreeSet<>();
  }

  private ServerMemory(ServerMemory other) {
    this.seen = new HashMap<>();
    other.seen.forEach((epoch, reports) -> seen.put(epoch, new HashMap<>(reports)));
    this.pages = new TreeMap<>(other.pages);
    this.toldLost = new TreeSet<>(other.toldLost);
    this.state = other.state;
    this.newestEpoch = other.newestEpoch;
    this.result = other.result;
    this.stored = other.stored;
  }

  /** A report that was taken. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Seen(byte[] digest, String receipt) {}

  /** Whether a report of the device's newest epoch is there. */
  boolean has(long sequence) {
    return newestEpoch != null && seen.get(newestEpoch).containsKey(sequence);
  }

  /** Whether the device has said that this one never comes. */
  boolean isToldLost(long sequence) {
    return toldLost.contains(sequence);
  }

  int epochs() {
    return seen.size();
  }

  /** How many reports are there. */
  int size() {
    return seen.values().stream().mapToInt(Map::size).sum();
  }

  /** How often one was stored. */
  int stored() {
    return stored;
  }

  /** How the device's last update has ended; null where none has. */
  UpdateState.Result result() {
    return result;
  }

  /** What each printer's meter says, by its serial number. */
  Map<String, Long> pages() {
    return pages;
  }

  Transaction begin(Runnable step) {
    return new Transaction(new ServerMemory(this), step);
  }

  /** One report's. */
  static final class Transaction implements Intake.Memory<RuntimeException> {
    private final ServerMemory copy;
    private final Runnable step;

    /**
     * @param step is run before each access; where it throws, the server has died
     */
    private Transaction(ServerMemory copy, Runnable step) {
      this.copy = copy;
      this.step = step;
    }

    /** What holds from now on. */
    ServerMemory commit() {
      step.run();
      return copy;
    }

    @Override
    public boolean touch(Report report) {
      step.run();
      return true;
    }

    @Override
    public boolean add(Report report, byte[] digest, String receipt) {
      step.run();
      copy.newestEpoch = report.epoch();
      return copy.seen
              .computeIfAbsent(report.epoch(), epoch -> new HashMap<>())
              .putIfAbsent(report.sequence(), new Seen(digest, receipt))
          == null;
    }

    @Override
    public Optional<String> repeat(Report report, byte[] digest) {
      step.run();
      Seen known = copy.seen.get(report.epoch()).get(report.sequence());
      return Arrays.equals(known.digest(), digest)
          ? Optional.of(known.receipt())
          : Optional.empty();
    }

    @Override
    public ReportPlace.Stored findState() {
      step.run();
      return copy.state;
    }

    @Override
    public boolean hasOthersOfEpoch(Report report) {
      return copy.seen.get(report.epoch()).size() > 1;
    }

    @Override
    public void write(Report report, ReportPlace place) {
      step.run();
      copy.stored++;
      for (Report.Lost lost : report.lost()) {
        for (long sequence = lost.first(); sequence <= lost.last(); sequence++) {
          copy.toldLost.add(sequence);
        }
      }
      if (place != ReportPlace.APPLY) {
        return;
      }
      if (report.updates() != null && report.updates().result() != null) {
        copy.result = report.updates().result();
      }
      if (report.kind() == Report.Kind.FULL) {
        copy.pages.clear();
      }
      for (PrinterReport printer : report.printers()) {
        if (printer.meters() != null) {
          for (Meter meter : printer.meters()) {
            copy.pages.put(printer.key(), meter.value());
          }
        }
      }
      report.removed().forEach(copy.pages::remove);
    }

    @Override
    public void advance(Report report, ReportPlace place) {
      step.run();
      if (place == ReportPlace.APPLY) {
        copy.state = new ReportPlace.Stored(report.epoch(), report.sequence());
      }
    }
  }
}
