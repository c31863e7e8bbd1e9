package io.platen.device.printer.pjl;

import io.platen.device.port.Streams;
import io.platen.device.printer.CommandSets;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus.State;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Reads the page count, the model and the status by PJL over the print port, where others have not
 * given them. What a printer does not take as PJL it prints, and while someone talks to this port
 * nobody can print: so it asks only who others have found to be a printer that is not printing, and
 * only who says that it speaks PJL or whom the operator names. Several threads may read at once.
 */
public final class PjlReader implements PrinterReader {
  /** The print port of nearly every printer, registered as {@code pdl-datastream}. */
  static final int PORT = 9100;

  private static final Set<State> NOT_NOW = Set.of(State.PRINTING, State.WARMUP, State.UNREACHABLE);

  private final Streams streams;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final CommandSets commandSets;
  private final Supplier<ProfileSet> profiles;

  /**
   * @param random makes the number that a printer gives back; stale answers cannot hold it
   * @param commandSets what readers that go before this one have heard
   */
  public PjlReader(
      Streams streams, InstantSource clock, RandomGenerator random, CommandSets commandSets) {
    this(streams, clock, random, commandSets, ProfileSet::bundled);
  }

  /** With the profiles that hold now, for the names of makers. */
  public PjlReader(
      Streams streams,
      InstantSource clock,
      RandomGenerator random,
      CommandSets commandSets,
      Supplier<ProfileSet> profiles) {
    this.streams = streams;
    this.clock = clock;
    this.random = random;
    this.commandSets = commandSets;
    this.profiles = profiles;
  }

  /** Asks nothing: nobody has found a printer there. [PLT-SYN-034] */
  @Override
  public PrinterSnapshot read(PrinterTarget target) {
    return new PrinterSnapshot(target, clock.instant(), null, Traffic.NONE);
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target, PrinterFacts known)
      throws InterruptedException {
    InetAddress printer = target.address().getAddress();
    boolean asks =
        printer != null
            && target.hasOwnAddress()
            && isPrinter(known)
            && !NOT_NOW.contains(known.status().state())
            && (target.named() || commandSets.hasPjl(printer)) // [PLT-SYN-035]
            && hasGaps(known);
    return asks ? ask(target, printer) : read(target);
  }

  /** [PLT-SYN-034] Something that only a printer says, and not merely that an address answers. */
  private static boolean isPrinter(PrinterFacts known) {
    PrinterIdentity identity = known.identity();
    return identity.model() != null
        || identity.serial() != null
        || !known.meters().isEmpty()
        || !known.supplies().isEmpty()
        || !known.trays().isEmpty();
  }

  private static boolean hasGaps(PrinterFacts known) {
    return known.identity().model() == null
        || known.meters().stream().noneMatch(meter -> meter.name().startsWith("total-"));
  }

  private PrinterSnapshot ask(PrinterTarget target, InetAddress printer)
      throws InterruptedException {
    Instant now = clock.instant();
    PjlSession session = new PjlSession(streams, nonce());
    Optional<PjlAnswers> answers = session.ask(new InetSocketAddress(printer, PORT));
    return new PrinterSnapshot(
        target,
        now,
        answers.flatMap(each -> PjlFacts.of(each, printer, profiles.get().makers())).orElse(null),
        session.traffic());
  }

  private long nonce() {
    synchronized (random) {
      return random.nextLong();
    }
  }
}
