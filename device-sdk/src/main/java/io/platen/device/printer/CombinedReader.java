package io.platen.device.printer;

import io.platen.device.port.Scheduler;
import io.platen.device.printer.reconcile.Given;
import io.platen.device.printer.reconcile.Reconciled;
import io.platen.protocol.printer.PrinterFacts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks several readers about a printer, one after the other, and reconciles what they give. The
 * first is SNMP; each further one is told what those before it have found out. One that fails or is
 * slow loses nothing of what the others gave. Several threads may read at once.
 */
public final class CombinedReader implements PrinterReader {
  /** A reader with limits of its own ends before this. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String PJL = "pjl";

  private static final Logger LOG = System.getLogger(CombinedReader.class.getName());

  /** At some 10 KB each they leave room in the small heap of a device. */
  private static final int MOST_PRINTERS = 400;

  private final List<Part> parts;
  private final Scheduler threads;
  private final InstantSource clock;
  private final Map<PrinterTarget, Map<String, Given>> memory =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PrinterTarget, Map<String, Given>> eldest) {
          return size() > MOST_PRINTERS;
        }
      };

  /**
   * A reader and the kind of its sources: {@code snmp}, {@code ipp}, {@code web}, {@code pjl}, or a
   * word of the OEM's own. It asks printers whose target names its kind.
   */
  public record Part(String kind, PrinterReader reader) {}

  /**
   * @param parts in the order in which they ask
   * @param threads what a slow reader is waited for with
   * @param clock tells when a printer was asked that no reader may ask
   */
  public CombinedReader(List<Part> parts, Scheduler threads, InstantSource clock) {
    this.parts = List.copyOf(parts);
    this.threads = threads;
    this.clock = clock;
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target) throws InterruptedException {
    Map<String, Given> before = remembered(target);
    Round round = new Round(target, before);
    for (Part part : parts) {
      // [PLT-SYN-027] The entry says which may ask.
      if (target.readers().contains(part.kind()) && round.mayAsk(part)) {
        round.take(part, ask(part, round));
      }
    }
    remember(target, round);
    return round.snapshot(parts, clock.instant());
  }

  /** By the first reader alone, where the others had no alerts to add. */
  @Override
  public PrinterSnapshot readConditions(PrinterTarget target) throws InterruptedException {
    Map<String, Given> before = remembered(target);
    Part first = parts.get(0);
    boolean alone =
        target.readers().contains(first.kind())
            && before.containsKey(first.kind())
            && before.values().stream()
                .filter(given -> !given.kind().equals(first.kind()))
                .allMatch(given -> given.facts().alerts().isEmpty());
    if (!alone) {
      return read(target);
    }
    PrinterSnapshot got = first.reader().readConditions(target);
    Optional<PrinterFacts> facts = got.facts();
    if (facts.isEmpty()) {
      return got;
    }
    Map<String, Given> now = new LinkedHashMap<>(before);
    now.put(first.kind(), Given.of(first.kind(), got.read(), facts.get()));
    synchronized (memory) {
      memory.put(target, Collections.unmodifiableMap(now));
    }
    PrinterFacts all = Reconciled.of(List.copyOf(now.values())).orElseThrow();
    return new PrinterSnapshot(target, got.read(), all, got.traffic(), got.refusal());
  }

  /** Empty where it failed or was slow. */
  private Optional<PrinterSnapshot> ask(Part part, Round round) throws InterruptedException {
    PrinterTarget target = round.target();
    Optional<PrinterFacts> known = round.known();
    try {
      Optional<PrinterSnapshot> snapshot =
          round.isFirst()
              ? Optional.of(part.reader().read(target))
              : threads.within(PATIENCE, () -> read(part, target, known));
      if (snapshot.isEmpty()) {
        LOG.log(Level.DEBUG, () -> part.kind() + " took too long at " + target.address());
      }
      return snapshot;
    } catch (RuntimeException e) { // an odd answer to one reader must not hide the others'
      LOG.log(Level.WARNING, "Reading " + target.address() + " by " + part.kind() + " failed", e);
      round.failed(e);
      return Optional.empty();
    }
  }

  private static PrinterSnapshot read(Part part, PrinterTarget target, Optional<PrinterFacts> known)
      throws InterruptedException {
    return known.isPresent() ? part.reader().read(target, known.get()) : part.reader().read(target);
  }

  private Map<String, Given> remembered(PrinterTarget target) {
    synchronized (memory) {
      return memory.getOrDefault(target, Map.of());
    }
  }

  /** What each reader gave last, in the order in which they ask. */
  private void remember(PrinterTarget target, Round round) {
    if (round.given.isEmpty()) {
      return;
    }
    Map<String, Given> all = new LinkedHashMap<>();
    for (Part part : parts) {
      Given given = round.latest(part);
      if (given != null) {
        all.put(part.kind(), given);
      }
    }
    synchronized (memory) {
      memory.put(target, Collections.unmodifiableMap(all));
    }
  }

  /** What has come of one reading until now. */
  private static final class Round {
    private final PrinterTarget target;
    private final Map<String, Given> before;
    private final Map<String, Given> given = new LinkedHashMap<>();
    private Optional<PrinterSnapshot> first = Optional.empty();
    private @Nullable RuntimeException failure;
    private boolean asked;
    private Traffic traffic = Traffic.NONE;

    Round(PrinterTarget target, Map<String, Given> before) {
      this.target = target;
      this.before = before;
    }

    PrinterTarget target() {
      return target;
    }

    boolean isFirst() {
      return !asked;
    }

    /**
     * A printer that stays silent is asked in other ways only where it has answered that way
     * before: else each address that sleeps would cost connections. By PJL it is never asked then:
     * it may be printing, or be no printer any more. [PLT-SYN-034]
     */
    boolean mayAsk(Part part) {
      if (part.kind().equals(PJL)) {
        return !given.isEmpty();
      }
      return !asked || !given.isEmpty() || before.containsKey(part.kind());
    }

    void take(Part part, Optional<PrinterSnapshot> snapshot) {
      asked = true;
      if (snapshot.isEmpty()) {
        return;
      }
      PrinterSnapshot got = snapshot.get();
      first = first.isEmpty() ? snapshot : first;
      traffic = traffic.plus(got.traffic());
      got.facts()
          .ifPresent(facts -> given.put(part.kind(), Given.of(part.kind(), got.read(), facts)));
    }

    void failed(RuntimeException why) {
      asked = true;
      failure = why;
    }

    /** What is known of the printer: now, else from before. */
    Optional<PrinterFacts> known() {
      return Reconciled.of(List.copyOf((given.isEmpty() ? before : given).values()));
    }

    @Nullable Given latest(Part part) {
      return given.getOrDefault(part.kind(), before.get(part.kind()));
    }

    /**
     * @param now for a printer that nobody could ask
     */
    PrinterSnapshot snapshot(List<Part> parts, Instant now) {
      if (failure != null && first.isEmpty()) {
        throw failure;
      }
      Instant read =
          given.values().stream()
              .map(Given::at)
              .findFirst()
              .or(() -> first.map(PrinterSnapshot::read))
              .orElse(now);
      return new PrinterSnapshot(
          target,
          read,
          given.isEmpty() ? null : Reconciled.of(withAged(parts, read)).orElse(null),
          traffic,
          first.map(PrinterSnapshot::refusal).orElse(null));
    }

    /** Each reader's own, and of those that got no answer now what they gave before. */
    private List<Given> withAged(List<Part> parts, Instant read) {
      List<Given> all = new ArrayList<>();
      for (Part part : parts) {
        Given latest = latest(part);
        if (latest != null) {
          Optional<Given> told =
              given.containsKey(part.kind()) ? Optional.of(latest) : latest.aged(read);
          told.ifPresent(all::add);
        }
      }
      return all;
    }
  }
}
