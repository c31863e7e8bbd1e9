package io.platen.device.update;

import io.platen.device.port.BootControl;
import io.platen.device.port.BootControl.State;
import io.platen.device.port.BootControl.Trial;
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
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was armed: whether it starts, whether it proves itself, and the way back. */
final class Trials {
  private static final Logger LOG = System.getLogger(Trials.class.getName());
  private static final int MOST_STARTS = 5;

  private final Surroundings around;
  private final Health health;
  private final Groups groups;
  private final SlotImages images;
  private final Memory memory;
  private @Nullable Duration trialSince;
  private boolean restartAsked;

  Trials(Surroundings around, Health health, Groups groups, SlotImages images, Memory memory) {
    this.around = around;
    this.health = health;
    this.groups = groups;
    this.images = images;
    this.memory = memory;
  }

  /**
   * @param unmarked why a boot control did not take what runs for started; null where all did
   */
  Next seeWhatStarted(@Nullable IOException unmarked) throws IOException {
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
      memory.end(Event.GIVE_UP, Outcome.FAILED, "It was armed, and never started", true);
      restartAsked = false;
      return new Again();
    }
    if (unmarked != null) {
      throw unmarked;
    }
    return ours.isEmpty() ? arm(boot) : restart(boot);
  }

  /** [PLT-UPD-206] */
  private Next arm(BootControl boot) throws IOException {
    Attempt now = memory.attempt();
    try {
      boot.arm(now.targetNow(), trialName(boot));
    } catch (IOException e) {
      if (ours(boot.read()).isEmpty()) {
        memory.end(Event.GIVE_UP, Outcome.FAILED, String.valueOf(e.getMessage()), false);
        restartAsked = false;
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

  /**
   * @param unmarked why a boot control did not take what runs for started; null where all did
   */
  Next seeWhetherHealthy(@Nullable IOException unmarked) throws IOException, InterruptedException {
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
    return judge(boot, trialSince, unmarked);
  }

  /** [PLT-UPD-211] */
  private Next judge(BootControl boot, Duration since, @Nullable IOException unmarked)
      throws IOException, InterruptedException {
    for (Component part : Groups.parts(memory.attempt().releaseNow(), boot)) {
      if (!images.holds(part, memory.attempt().targetNow())) {
        return giveUp(boot, "What runs of the " + part.name().token() + " is something else");
      }
    }
    Finding found =
        unmarked == null
            ? health.look()
            : Finding.bad(
                "A boot control does not take that it has started: " + unmarked.getMessage());
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
    Journal journal = memory.now().running(groups.installed(release, boot.components())).with(next);
    memory.keep(
        all ? journal.with(memory.result(release.id(), Outcome.CONFIRMED, remark)) : journal);
    trialSince = null;
    return new Again();
  }

  /** Kept before the trial is forgotten: or it would be tried again. [PLT-UPD-203] */
  private void returned(String reason) throws IOException {
    memory.end(Event.OLD_RUNS, Outcome.RETURNED, reason, true);
    restartAsked = false;
    trialSince = null;
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
