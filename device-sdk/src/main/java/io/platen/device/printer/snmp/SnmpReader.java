package io.platen.device.printer.snmp;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.CommandSets;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.profile.PrinterProfile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Reads a printer by SNMP v1, v2c or v3: RFC 3805, RFC 2790, MIB-II. What it has learnt of a
 * printer it keeps, so that the next readings ask for what moves only. Several threads may read at
 * once.
 */
public final class SnmpReader implements PrinterReader {
  private static final Logger LOG = System.getLogger(SnmpReader.class.getName());

  private final Datagrams datagrams;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Patience patience;
  private final Supplier<ProfileSet> profiles;
  private final CommandSets commandSets;
  private final Memory memory = new Memory();

  /**
   * @param clock tells when a reading was
   * @param random makes request ids; one that cannot be guessed keeps strangers from answering
   */
  public SnmpReader(Datagrams datagrams, InstantSource clock, RandomGenerator random) {
    this(datagrams, clock, random, Patience.POLLING);
  }

  /** With the profiles that are built in. */
  public SnmpReader(
      Datagrams datagrams, InstantSource clock, RandomGenerator random, Patience patience) {
    this(datagrams, clock, random, patience, ProfileSet::bundled);
  }

  /**
   * @param profiles those that hold now; where they change, each printer is read whole next time
   */
  public SnmpReader(
      Datagrams datagrams,
      InstantSource clock,
      RandomGenerator random,
      Patience patience,
      Supplier<ProfileSet> profiles) {
    this(datagrams, clock, random, patience, profiles, new CommandSets());
  }

  /**
   * @param commandSets is told the IEEE 1284 id of each printer that has one
   */
  public SnmpReader(
      Datagrams datagrams,
      InstantSource clock,
      RandomGenerator random,
      Patience patience,
      Supplier<ProfileSet> profiles,
      CommandSets commandSets) {
    this.profiles = profiles;
    this.commandSets = commandSets;
    this.datagrams = datagrams;
    this.clock = clock;
    this.random = random;
    this.patience = patience;
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target) throws InterruptedException {
    return read(target, Memory.Known::read);
  }

  /** Asks for states and alerts only, where the rest is known. */
  @Override
  public PrinterSnapshot readConditions(PrinterTarget target) throws InterruptedException {
    return read(target, Memory.Known::readConditions);
  }

  private PrinterSnapshot read(PrinterTarget target, How how) throws InterruptedException {
    Instant now = clock.instant();
    try (Link link = new Link(datagrams.open(), target, patience, this::requestId, clock)) {
      return read(target, link, now, how);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "No socket for reading " + target.address() + ": " + e.getMessage());
      return new PrinterSnapshot(target, now, null, Traffic.NONE);
    }
  }

  private PrinterSnapshot read(PrinterTarget target, Link link, Instant now, How how)
      throws InterruptedException {
    try {
      Memory.Known known = memory.of(target);
      Answers answers = how.read(known, link, now, profiles.get());
      PrinterFacts facts = facts(answers, known, target);
      return new PrinterSnapshot(target, now, facts, link.traffic());
    } catch (SilentAgent e) {
      LOG.log(Level.DEBUG, () -> "Not read: " + target.address() + ": " + e.getMessage());
      return new PrinterSnapshot(target, now, null, link.traffic(), e.refusal());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "Not read: " + target.address() + ": " + e.getMessage());
      return new PrinterSnapshot(target, now, null, link.traffic());
    }
  }

  private PrinterFacts facts(Answers answers, Memory.Known known, PrinterTarget target) {
    PrinterProfile profile = answers.profile();
    Reading reading = new Reading(answers.values(), profile.quirks().charset());
    PrinterIdentity identity = Identities.of(reading, profile, profiles.get().makers(), target);
    Optional<String> deviceId = Identities.deviceId(reading, profile);
    InetAddress printer = target.address().getAddress();
    if (deviceId.isPresent() && printer != null) {
      commandSets.heard(printer, deviceId.get());
    }
    ProfileFacts own = new ProfileFacts(reading, profile);
    return new PrinterFacts(
        identity,
        Conditions.status(reading, profile),
        own.meters(Conditions.meters(reading), known.ownMeters()),
        own.supplies(Supplies.of(reading, profile.quirks(), identity.model()), identity.model()),
        Supplies.traysOf(reading),
        Conditions.alerts(reading, profile));
  }

  /** How much of a printer is asked for. */
  private interface How {
    Answers read(Memory.Known known, Link link, Instant now, ProfileSet profiles)
        throws IOException, InterruptedException, SilentAgent;
  }

  private int requestId() {
    synchronized (random) {
      return random.nextInt(1, Integer.MAX_VALUE);
    }
  }
}
