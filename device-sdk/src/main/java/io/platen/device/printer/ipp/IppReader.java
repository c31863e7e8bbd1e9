package io.platen.device.printer.ipp;

import io.platen.device.printer.CommandSets;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.printer.web.Pins;
import io.platen.device.printer.web.WebClient;
import io.platen.device.printer.web.WebLimits;
import io.platen.protocol.printer.PrinterFacts;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Reads a printer by IPP, over TLS where it has that: who it is, what it does, its supplies and
 * alerts, and the few counters that some have. Where others have found out all that, it asks
 * nothing; where it had nothing to add, once a day. Several threads may read at once.
 */
public final class IppReader implements PrinterReader {
  /** An answer has some 3 KB; one that wakes needs seconds. */
  public static final WebLimits LIMITS =
      new WebLimits(Duration.ofSeconds(3), Duration.ofSeconds(8), 128 * 1024, 0);

  private final WebClient web;
  private final Pins pins;
  private final InstantSource clock;
  private final CommandSets commandSets;
  private final Supplier<ProfileSet> profiles;
  private final AtomicInteger requestIds = new AtomicInteger();
  private final IppMemory memory = new IppMemory();

  /**
   * @param web with {@link #LIMITS} and these pins
   * @param pins where TLS was spoken once, nothing is asked without it
   * @param commandSets is told the IEEE 1284 id of each printer that has one
   */
  public IppReader(WebClient web, Pins pins, InstantSource clock, CommandSets commandSets) {
    this(web, pins, clock, commandSets, ProfileSet::bundled);
  }

  /** With the profiles that hold now, for the names of makers. */
  public IppReader(
      WebClient web,
      Pins pins,
      InstantSource clock,
      CommandSets commandSets,
      Supplier<ProfileSet> profiles) {
    this.web = web;
    this.pins = pins;
    this.clock = clock;
    this.commandSets = commandSets;
    this.profiles = profiles;
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target) throws InterruptedException {
    Instant now = clock.instant();
    InetAddress printer = target.address().getAddress();
    return printer == null ? nothing(target, now, Traffic.NONE) : ask(target, printer, now);
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target, PrinterFacts known)
      throws InterruptedException {
    Instant now = clock.instant();
    InetAddress printer = target.address().getAddress();
    boolean asks = target.hasOwnAddress() && Gaps.areIn(known) && !memory.isResting(target, now);
    if (printer == null || !asks) {
      return nothing(target, now, Traffic.NONE);
    }
    PrinterSnapshot told = ask(target, printer, now);
    boolean adds = told.facts().filter(facts -> Gaps.areClosedBy(facts, known)).isPresent();
    if (!adds) {
      rest(target, told, now);
    }
    return adds ? told : nothing(target, now, told.traffic());
  }

  /** One that has answered before and is silent now sleeps: it is asked again next time. */
  private void rest(PrinterTarget target, PrinterSnapshot told, Instant now) {
    if (told.isReachable() || memory.door(target).isEmpty()) {
      memory.hadNothing(target, now);
    }
  }

  private static PrinterSnapshot nothing(PrinterTarget target, Instant now, Traffic traffic) {
    return new PrinterSnapshot(target, now, null, traffic);
  }

  private PrinterSnapshot ask(PrinterTarget target, InetAddress printer, Instant now)
      throws InterruptedException {
    int requestId = requestIds.updateAndGet(last -> Math.max(1, last + 1));
    IppVisit visit = new IppVisit(web, pins, printer, requestId);
    Optional<IppAnswer> answer = answer(visit, target).filter(each -> !each.isEmpty());
    visit.door().ifPresent(door -> memory.answered(target, door));
    answer.flatMap(IppFacts::deviceId).ifPresent(id -> commandSets.heard(printer, id));
    PrinterFacts facts =
        answer.map(each -> IppFacts.of(each, printer, profiles.get())).orElse(null);
    return new PrinterSnapshot(target, now, facts, visit.traffic());
  }

  private Optional<IppAnswer> answer(IppVisit visit, PrinterTarget target)
      throws InterruptedException {
    Optional<IppDoor> door = memory.door(target);
    if (door.isEmpty()) {
      return visit.anywhere();
    }
    Optional<IppAnswer> answer = visit.at(door.get());
    if (answer.isEmpty() && !visit.isAbsent()) {
      memory.forget(target);
    }
    return answer;
  }
}
