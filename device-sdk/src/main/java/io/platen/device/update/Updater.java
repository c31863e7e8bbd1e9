package io.platen.device.update;

import io.platen.device.port.BootControl;
import io.platen.device.port.BootControl.State;
import io.platen.device.port.BootControl.Trial;
import io.platen.device.port.SlotName;
import io.platen.device.update.Content.ContentException;
import io.platen.device.update.Next.Again;
import io.platen.device.update.Next.Restart;
import io.platen.device.update.Next.Wait;
import io.platen.device.update.Probe.Finding;
import io.platen.device.update.Probe.Verdict;
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
  private static final int MOST_STARTS = 5;

  private final Surroundings around;
  private final Health health;
  private final Groups groups;
  private final Acceptance acceptance;
  private final SlotImages images;
  private final Fetching fetching;
  private final Memory memory;
  private @Nullable Duration trialSince;
  private boolean restartAsked;

  /**
   * @throws IOException when the journal cannot be read
   * @throws IllegalArgumentException when the boot controls do not fit together
   */
  public Updater(Surroundings around, Content content, Health health) throws IOException {
    this.around = around;
    this.health = health;
    this.groups = new Groups(around.boots());
    this.acceptance = new Acceptance(around.firmware(), groups);
    this.images = new SlotImages(around.slots());
    this.fetching = new Fetching(groups, images, content, new ProgressFile(around.storage()));
    this.memory = new Memory(around.storage(), around.firmware().factory());
  }

  /** How it is now. */
  public UpdateStatus status() throws IOException {
    return UpdateStatus.of(memory.now(), ProgressFile.read(around.storage()).orElse(null));
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
      memory.keep(memory.now().with(result(release, Outcome.REFUSED, refusal.text())));
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
    end(Event.CANCEL, Outcome.CANCELLED, "", false);
    return true;
  }

  /** The server knows the result. [PLT-UPD-218] */
  public void reported() throws IOException {
    if (memory.attempt().stage().isEnd()) {
      memory.keep(Attempt.NONE);
    }
  }

  /**
   * Does the next thing.
   *
   * @throws IOException when storage or a boot control fails; the step may be tried again
   * @throws InterruptedException when the device stops
   */
  public Next step() throws IOException, InterruptedException {
    noteSlots();
    return switch (memory.attempt().stage()) {
      case IDLE -> {
        clearLeftovers();
        yield new Next.Idle();
      }
      case ASSIGNED -> compare();
      case DOWNLOADING -> fetch();
      case VERIFIED -> arm();
      case ARMED -> seeWhatStarted();
      case TRIAL -> seeWhetherHealthy();
      case CONFIRMED, RETURNED, FAILED, CANCELLED -> {
        clearLeftovers();
        yield new Next.Report(Objects.requireNonNull(memory.now().last()));
      }
    };
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
    Journal known = memory.now().running(runningNow(compared, done));
    if (done.size() == now.releaseNow().components().size()) {
      memory.keep(
          known
              .with(compared.after(Event.RUNS_ALREADY))
              .with(result(now.releaseNow(), Outcome.CONFIRMED, "It ran already")));
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
      end(Event.GIVE_UP, Outcome.FAILED, String.valueOf(e.getMessage()), false);
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

  private Next seeWhatStarted() throws IOException {
    Attempt now = memory.attempt();
    BootControl boot = groups.next(now);
    State state = boot.read();
    Optional<Trial> ours = ours(state);
    if (state.running() == now.targetNow()) {
      restartAsked = false;
      memory.keep(now.after(Event.NEW_RUNS));
      return new Again();
    }
    if (ours.isPresent() && ours.get().spent()) {
      returned("It did not start");
      return new Again();
    }
    if (now.starts() >= MOST_STARTS && !restartAsked) {
      boot.clear(); // before the end is kept: it must not start after that
      end(Event.GIVE_UP, Outcome.FAILED, "It was armed, and never started", true);
      return new Again();
    }
    if (ours.isEmpty()) {
      return arm(boot);
    }
    return restart(boot);
  }

  /** [PLT-UPD-206] */
  private Next arm(BootControl boot) throws IOException {
    Attempt now = memory.attempt();
    try {
      boot.arm(now.targetNow(), trialName(boot));
    } catch (IOException e) {
      if (ours(boot.read()).isEmpty()) {
        end(Event.GIVE_UP, Outcome.FAILED, String.valueOf(e.getMessage()), false);
        return new Again();
      }
      LOG.log(Level.WARNING, "A boot control armed, and yet said that it did not", e);
    }
    return restart(boot);
  }

  private Next restart(BootControl boot) throws IOException {
    if (!restartAsked) {
      memory.keep(memory.attempt().started());
      restartAsked = true;
    }
    return new Restart(boot.components());
  }

  private Next seeWhetherHealthy() throws IOException, InterruptedException {
    Attempt now = memory.attempt();
    BootControl boot = groups.next(now);
    State state = boot.read();
    if (state.running() != now.targetNow()) {
      returned(now.reason().isEmpty() ? "It did not stay" : now.reason());
      return new Again();
    }
    if (ours(state).isEmpty()) { // the power went after the last thing but one
      return confirmed(boot, now.reason());
    }
    if (!now.reason().isEmpty()) {
      return giveUp(boot, now.reason());
    }
    if (trialSince == null) {
      trialSince = around.elapsed().get();
      memory.keep(now.started());
    }
    if (memory.attempt().starts() > MOST_STARTS) {
      return giveUp(boot, "It was started again and again"); // [PLT-UPD-210]
    }
    return judge(boot, trialSince);
  }

  /** [PLT-UPD-211] */
  private Next judge(BootControl boot, Duration since) throws IOException, InterruptedException {
    for (Component part : Groups.parts(memory.attempt().releaseNow(), boot)) {
      if (!images.holds(part, memory.attempt().targetNow())) {
        return giveUp(boot, "What runs of the " + part.name().token() + " is something else");
      }
    }
    Finding found = health.look();
    boolean timeIsUp = around.elapsed().get().minus(since).compareTo(health.deadline()) >= 0;
    if (found.verdict() == Verdict.GOOD || (found.verdict() == Verdict.EXCUSED && timeIsUp)) {
      boot.confirm();
      return confirmed(boot, found.reason());
    }
    // [PLT-UPD-214]
    return timeIsUp
        ? giveUp(boot, found.reason())
        : new Wait(around.clock().instant().plus(health.every()), found.reason());
  }

  /** Why is kept first: after the next start nobody could tell. */
  private Next giveUp(BootControl boot, String reason) throws IOException {
    if (memory.attempt().reason().isEmpty()) {
      memory.keep(memory.attempt().because(reason));
    }
    boot.giveUp();
    return new Restart(boot.components());
  }

  private Next confirmed(BootControl boot, String remark) throws IOException {
    Attempt now = memory.attempt();
    Release release = now.releaseNow();
    Set<ComponentName> done = EnumSet.noneOf(ComponentName.class);
    done.addAll(now.done());
    Groups.parts(release, boot).forEach(part -> done.add(part.name()));
    boolean all = done.size() == release.components().size();
    Attempt next = now.having(done).after(all ? Event.GOOD_AND_DONE : Event.GOOD_AND_MORE);
    Journal journal = memory.now().running(runningNow(now, boot.components())).with(next);
    memory.keep(all ? journal.with(result(release, Outcome.CONFIRMED, remark)) : journal);
    trialSince = null;
    return new Again();
  }

  /** Those parts of the release, as they were just measured. */
  private Map<ComponentName, Installed> runningNow(Attempt attempt, Set<ComponentName> components)
      throws IOException {
    Map<ComponentName, Installed> running = new EnumMap<>(ComponentName.class);
    for (Component part : attempt.releaseNow().components()) {
      if (components.contains(part.name())) {
        SlotName slot = groups.find(part.name()).orElseThrow().read().running();
        running.put(
            part.name(),
            new Installed(slot, part.version().toString(), part.counter(), part.sha256()));
      }
    }
    return running;
  }

  /** Kept before the trial is forgotten: or it would be tried again. [PLT-UPD-203] */
  private void returned(String reason) throws IOException {
    end(Event.OLD_RUNS, Outcome.RETURNED, reason, true);
    trialSince = null;
  }

  private void end(Event event, Outcome outcome, String reason, boolean broken) throws IOException {
    Attempt now = memory.attempt();
    Release release = now.releaseNow();
    Journal ended = memory.now().with(now.after(event)).with(result(release, outcome, reason));
    memory.keep(broken ? ended.without(release.id()) : ended);
    restartAsked = false;
  }

  private Result result(Release release, Outcome outcome, String reason) {
    return result(release.id(), outcome, reason);
  }

  private Result result(String release, Outcome outcome, String reason) {
    return new Result(release, outcome, reason, around.clock().instant());
  }

  private Optional<Trial> ours(State state) {
    String name = trialName(groups.next(memory.attempt()));
    return state.trial().filter(trial -> trial.name().equals(name));
  }

  /** Of one release and its first component: a second group of it has another name. */
  private String trialName(BootControl boot) {
    Release release = memory.attempt().releaseNow();
    return release.id() + "." + Groups.parts(release, boot).get(0).name().token();
  }
}
