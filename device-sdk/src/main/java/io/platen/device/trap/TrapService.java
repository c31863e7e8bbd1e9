package io.platen.device.trap;

import io.platen.device.port.Datagrams;
import io.platen.device.port.Datagrams.Endpoint;
import io.platen.device.port.Scheduler;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.snmp.usm.NotificationEngine;
import io.platen.protocol.sync.DiscoveryEntry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens for traps and informs, and has the printers asked that they come from. A trap is a hint
 * [PLT-ALR-001]: what is told of a printer is what it answers then. One thread takes what comes in,
 * and a few ask; they end with the scheduler.
 */
public final class TrapService {
  private static final Logger LOG = System.getLogger(TrapService.class.getName());

  /** Another program may have the port, and may end. */
  private static final Duration PORT_PAUSE = Duration.ofMinutes(1);

  /** One that is asleep must not hold up the others. */
  private static final int ASKING = 4;

  /** What becomes of a printer that was read because of a trap. */
  public interface Teller {
    /**
     * @param traps how many were taken of it since it was last told of
     */
    Verdict tell(PrinterSnapshot snapshot, long traps) throws InterruptedException;
  }

  /**
   * Whether a reading had news.
   *
   * @param told its alerts are other ones than before, and the server will hear it
   * @param doubtful one more reading may bring something
   */
  public record Verdict(boolean told, boolean doubtful) {
    public static final Verdict NOTHING = new Verdict(false, false);
  }

  private final Datagrams datagrams;
  private final InetSocketAddress at;
  private final Scheduler scheduler;
  private final PrinterReader reader;
  private final Teller teller;
  private final Consumer<String> problems;
  private final TrapOpener opener;
  private final TrapDesk desk = new TrapDesk();
  private final AtomicLong readings = new AtomicLong();
  private volatile @Nullable TrapIntake intake;
  private volatile @Nullable InetSocketAddress bound;
  private volatile boolean on;

  /**
   * @param at where to listen; port 162 needs a right that few programs have
   * @param engine ours, for SNMP v3
   * @param problems is told once when the port cannot be had
   */
  public TrapService(
      Datagrams datagrams,
      InetSocketAddress at,
      Scheduler scheduler,
      NotificationEngine engine,
      PrinterReader reader,
      Teller teller,
      Consumer<String> problems) {
    this.datagrams = datagrams;
    this.at = at;
    this.scheduler = scheduler;
    this.reader = reader;
    this.teller = teller;
    this.problems = problems;
    this.opener = new TrapOpener(engine);
  }

  /** Begins to listen, and returns at once. */
  public void start() {
    scheduler.beside("traps", this::listen);
    for (int i = 1; i <= ASKING; i++) {
      scheduler.beside("alerts-" + i, this::ask);
    }
  }

  /**
   * What the last cycle found.
   *
   * @param entries whose credentials tell known senders from others
   * @param watched nothing where traps are switched off [PLT-ALR-020]
   */
  public void know(List<DiscoveryEntry> entries, List<PrinterTarget> watched) {
    opener.know(entries.stream().flatMap(entry -> entry.access().stream()).toList());
    desk.know(watched);
    on = !watched.isEmpty();
  }

  /** Where it listens; empty until it does. */
  public Optional<InetSocketAddress> address() {
    return Optional.ofNullable(bound);
  }

  public TrapCounts counts() {
    TrapIntake now = intake;
    return now == null ? TrapCounts.NONE : now.counts(readings.get());
  }

  private void listen() throws InterruptedException {
    boolean told = false;
    while (true) {
      try (Endpoint endpoint = datagrams.listen(at)) {
        TrapIntake taking = new TrapIntake(endpoint, opener, desk, scheduler::elapsed);
        intake = taking;
        bound = endpoint.local().orElse(at);
        taking.run();
      } catch (IOException e) {
        bound = null;
        if (!told) {
          problems.accept("No traps can be taken: " + e.getMessage());
        }
        told = true;
        scheduler.pause(PORT_PAUSE);
      }
    }
  }

  private void ask() throws InterruptedException {
    while (true) {
      TrapDesk.Due due = desk.await(scheduler::elapsed);
      ask(due);
    }
  }

  /** Reads one printer and tells what it says. */
  private void ask(TrapDesk.Due due) throws InterruptedException {
    Verdict verdict = Verdict.NOTHING;
    try {
      readings.incrementAndGet();
      PrinterSnapshot snapshot = reader.readConditions(due.target());
      // [PLT-ALR-007] A printer that does not answer is switched off or asleep: no fault.
      verdict = snapshot.isReachable() ? teller.tell(snapshot, due.traps()) : Verdict.NOTHING;
    } catch (RuntimeException e) { // one printer's odd answer must not end the others' turn
      LOG.log(Level.WARNING, "Asking " + due.target().address() + " after a trap failed", e);
    } finally {
      desk.done(
          due, verdict.told() ? due.traps() : 0, on && verdict.doubtful(), scheduler.elapsed());
    }
  }
}
