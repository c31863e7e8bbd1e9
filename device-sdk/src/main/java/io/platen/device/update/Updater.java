package io.platen.device.update;

import io.platen.device.port.BootControl;
import io.platen.device.port.BootControl.State;
import io.platen.device.port.SlotName;
import io.platen.device.update.Content.ContentException;
import io.platen.device.update.Next.Again;
import io.platen.device.update.Next.Wait;
import io.platen.device.update.Result.Outcome;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Installs one release after the other. The power may go at any moment: a new updater on the same
 * storage goes on. [PLT-UPD-216] Each step does what the stage asks for and keeps the next stage
 * ({@link Transition}); the caller does what {@link Next} says, and steps again. Used by one
 * thread.
 */
public final class Updater {
  private static final Logger LOG = System.getLogger(Updater.class.getName());
  private static final Duration RETRY = Duration.ofMinutes(5);

  /** So often a slot is armed whose start does not come about, or a process starts on trial. */
  private final Surroundings around;

  private final Groups groups;
  private final Acceptance acceptance;
  private final SlotImages images;
  private final Fetching fetching;
  private final Memory memory;
  private final Trials trials;
  private final FactoryImages factory;
  private final WaitsFile waits;
  private final Set<BootControl> started = new HashSet<>();

  /**
   * @throws IOException when the journal cannot be read
   * @throws IllegalArgumentException when the boot controls do not fit together
   */
  public Updater(Surroundings around, Content content, Health health) throws IOException {
    this.around = around;
    this.groups = new Groups(around.boots());
    this.acceptance = new Acceptance(around.firmware(), groups);
    this.images = new SlotImages(around.slots());
    this.fetching = new Fetching(groups, images, content, new ProgressFile(around.storage()));
    this.memory = new Memory(around.storage(), around.firmware().factory(), around.clock());
    this.factory = new FactoryImages(images, around.firmware(), memory);
    this.waits = new WaitsFile(around.storage());
    this.trials = new Trials(around, health, groups, images, memory);
  }

  /** How it is now. */
  public UpdateStatus status() throws IOException {
    return UpdateStatus.of(memory.now(), around.storage());
  }

  /** What the caller waits for, so that other processes can tell it. */
  public void waits(UpdateStatus.@Nullable Waits now) throws IOException {
    Release release = memory.attempt().release();
    waits.keep(release == null ? "" : release.id(), release == null ? null : now);
  }

  /**
   * Takes a release that metadata signed and the server assigned. The one that is under way may be
   * given again, with other terms.
   *
   * @return why it is not installed; empty where it is taken
   */
  public Optional<Refusal> assign(Release release, Terms terms) throws IOException {
    Attempt now = memory.attempt();
    if (release.equals(now.release()) && !now.stage().isEnd()) {
      if (!terms.equals(now.terms())) {
        memory.keep(now.on(terms));
      }
      return Optional.empty();
    }
    Optional<Refusal> refusal = acceptance.refuse(release, memory.now());
    if (refusal.isPresent()) {
      note(release.id(), refusal.get());
    } else {
      memory.keep(Attempt.of(release, terms));
    }
    return refusal;
  }

  /** The server assigned what no metadata signed: nothing is done but to tell it. */
  public void refuse(String release, String why) throws IOException {
    note(release, new Refusal(Refusal.Reason.UNFIT, why));
  }

  /** The same refusal again is not worth a write. */
  private void note(String release, Refusal refusal) throws IOException {
    Result last = memory.now().last();
    boolean known =
        last != null
            && last.release().equals(release)
            && (last.reason().equals(refusal.text()) || refusal.reason() == Refusal.Reason.BROKEN);
    if (refusal.reason() != Refusal.Reason.BUSY && !known && !memory.attempt().stage().isEnd()) {
      memory.keep(memory.now().with(memory.result(release, Outcome.REFUSED, refusal.text())));
    }
  }

  /** Somebody at the site agrees that the release is installed. */
  public void agree(String release) throws IOException {
    Attempt now = memory.attempt();
    if (now.release() != null && now.release().id().equals(release) && !now.consented()) {
      memory.keep(now.agreed());
    }
  }

  /**
   * Takes the release back.
   *
   * @return false where it is too late, and the next start may be on trial
   */
  public boolean cancel() throws IOException {
    if (Transition.next(memory.attempt().stage(), Event.CANCEL).isEmpty()) {
      return false;
    }
    memory.end(Event.CANCEL, Outcome.CANCELLED, "", false);
    return true;
  }

  /** The server knows the result. [PLT-UPD-218] */
  public void reported() throws IOException {
    if (memory.attempt().stage().isEnd()) {
      memory.keep(Attempt.NONE);
    }
  }

  /**
   * Tells boot controls that what is not on trial has started, so that no start counts against it.
   * {@link #step} does that too; where nothing is stepped through for long it is called by itself.
   */
  public void noteStart() throws IOException {
    for (BootControl boot : groups.boots()) {
      if (!started.contains(boot) && !boot.read().isOnTrial()) {
        boot.started();
        started.add(boot);
      }
    }
  }

  /**
   * Does the next thing.
   *
   * @throws IOException when storage or a boot control fails; the step may be tried again
   * @throws InterruptedException when the device stops
   */
  public Next step() throws IOException, InterruptedException {
    IOException unmarked = markStart();
    if (unmarked != null && memory.attempt().stage().isOpen()) {
      throw unmarked;
    }
    noteSlots();
    return switch (memory.attempt().stage()) {
      case IDLE -> {
        clearLeftovers();
        factory.measure();
        yield new Next.Idle();
      }
      case ASSIGNED -> compare();
      case DOWNLOADING -> fetch();
      case VERIFIED -> arm();
      case ARMED -> trials.seeWhatStarted(unmarked);
      case TRIAL -> trials.seeWhetherHealthy(unmarked);
      case CONFIRMED, RETURNED, FAILED, CANCELLED -> {
        clearLeftovers();
        yield new Next.Report(Objects.requireNonNull(memory.now().last()));
      }
    };
  }

  /**
   * Null where each boot control has taken it. Else nothing is armed and nothing confirmed: what is
   * fallen back on may have no starts left. A trial still ends, and an end is still told.
   */
  private @Nullable IOException markStart() {
    try {
      noteStart();
      return null;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A boot control does not take that the device has started", e);
      return e;
    }
  }

  /**
   * Which slots run is told by the boot controls, and by nobody else. What is on trial does not run
   * for good yet.
   */
  private void noteSlots() throws IOException {
    Map<ComponentName, Installed> now = new EnumMap<>(ComponentName.class);
    now.putAll(memory.now().installed());
    for (BootControl boot : groups.boots()) {
      State state = boot.read();
      SlotName runs = state.isOnTrial() ? state.running().other() : state.running();
      for (ComponentName each : boot.components()) {
        now.merge(
            each, new Installed(runs, "", 0, ""), (known, unknown) -> known.in(unknown.slot()));
      }
    }
    if (!now.equals(memory.now().installed())) {
      memory.keep(memory.now().with(now));
    }
  }

  /** What was on trial and is over; a trial that runs is left to its bootloader. */
  private void clearLeftovers() throws IOException {
    for (BootControl boot : groups.boots()) {
      State state = boot.read();
      if (state.trial().isPresent() && !state.isOnTrial()) {
        boot.clear();
      }
    }
  }

  /** [PLT-UPD-215] Whether something runs already is measured, not remembered. */
  private Next compare() throws IOException {
    Attempt now = memory.attempt();
    Set<ComponentName> done = EnumSet.noneOf(ComponentName.class);
    for (BootControl boot : groups.boots()) {
      boolean all = true;
      for (Component part : Groups.parts(now.releaseNow(), boot)) {
        all &= images.holds(part, boot.read().running());
      }
      if (all) {
        Groups.parts(now.releaseNow(), boot).forEach(part -> done.add(part.name()));
      }
    }
    Attempt compared = now.having(done);
    Journal known = memory.now().running(groups.installed(compared.releaseNow(), done));
    if (done.size() == now.releaseNow().components().size()) {
      memory.keep(
          known
              .with(compared.after(Event.RUNS_ALREADY))
              .with(memory.result(now.releaseNow().id(), Outcome.CONFIRMED, "It ran already")));
    } else {
      memory.keep(known.with(compared.after(Event.FETCH)));
    }
    return new Again();
  }

  private Next fetch() throws IOException, InterruptedException {
    try {
      fetching.fetch(memory.attempt());
      memory.keep(memory.attempt().after(Event.CONTENT_RIGHT));
    } catch (ContentException e) {
      memory.end(Event.GIVE_UP, Outcome.FAILED, String.valueOf(e.getMessage()), false);
    } catch (IOException e) {
      // [PLT-UPD-217] A network that fails says nothing of the release.
      LOG.log(Level.DEBUG, "The content of an update cannot be had now", e);
      return new Wait(around.clock().instant().plus(RETRY), String.valueOf(e.getMessage()));
    }
    return new Again();
  }

  private Next arm() throws IOException {
    Attempt now = memory.attempt();
    // [PLT-UPD-209]
    if (now.terms().consent() && !now.consented()) {
      return new Next.Consent(now.releaseNow().id());
    }
    // [PLT-UPD-208]
    Instant at = around.clock().instant();
    Instant opens = now.terms().window().map(window -> window.next(at)).orElse(at);
    if (opens.isAfter(at)) {
      return new Wait(opens, "The window for updates is closed");
    }
    BootControl boot = groups.next(now);
    SlotName target = boot.read().running().other();
    // [PLT-UPD-205]
    for (Component part : Groups.parts(now.releaseNow(), boot)) {
      if (!images.holds(part, target)) {
        memory.keep(now.after(Event.CONTENT_SPOILT));
        return new Again();
      }
    }
    memory.keep(now.into(target).after(Event.MAY_START));
    return new Again();
  }
}
