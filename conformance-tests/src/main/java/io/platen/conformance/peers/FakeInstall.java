package io.platen.conformance.peers;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.adapter.Reply.Outcome;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.report.UpdateState.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the fake device installs a release, and what it tells of that (chapter UPD). */
final class FakeInstall {
  private static final Duration DAY = Duration.ofDays(1);

  private final FakeDeviceSetup setup;
  private final FakeWire wire;
  private final Optional<DeviceFault> fault;
  private final InstantSource clock;
  private final Consumer<UpdateState> told;
  private final FakeSlots slots = new FakeSlots();
  private final Set<String> broken = new HashSet<>();
  private final Set<String> agreed = new HashSet<>();
  private @Nullable Release release;
  private @Nullable Release last;
  private @Nullable Stage stage;
  private UpdateState.@Nullable Result result;
  private Instant spentSince = Instant.EPOCH;
  private long left;
  private long done;

  /**
   * @param told hears of each change
   */
  FakeInstall(
      FakeDeviceSetup setup,
      FakeWire wire,
      Optional<DeviceFault> fault,
      InstantSource clock,
      Consumer<UpdateState> told) {
    this.setup = setup;
    this.wire = wire;
    this.fault = fault;
    this.clock = clock;
    this.told = told;
  }

  FakeSlots slots() {
    return slots;
  }

  boolean isBroken(String id) {
    return broken.contains(id) && !has(DeviceFault.TRIES_AGAIN_WHAT_IT_RETURNED_FROM);
  }

  void agree(String id) {
    agreed.add(id);
  }

  /** What it has not kept is gone. */
  void restart() {
    if (has(DeviceFault.FORGETS_ITS_RESULT)) {
      result = null;
      tell();
    }
    if (has(DeviceFault.GIVES_UP_WITHOUT_POWER) && release != null) {
      broken.add(release.id());
      end(UpdateState.Outcome.FAILED, "the power went");
    }
  }

  /** A server knows this; returns what is to be told from now on. */
  UpdateState taken(UpdateState known) {
    UpdateState.Result now = result;
    if (now != null && now.equals(known.result())) {
      result = null;
    }
    return state();
  }

  void cancel(String id) {
    Release now = release;
    boolean open = now != null && now.id().equals(id) && stage != Stage.TRIAL;
    if (open && !has(DeviceFault.IGNORES_A_CANCEL)) {
      end(UpdateState.Outcome.CANCELLED, "");
    }
  }

  /** Goes on as far as it can. */
  Reply install(Release wanted, Order.Install order, @Nullable Long bytesPerDay)
      throws IOException {
    if (!wanted.equals(release)) {
      release = wanted;
      last = wanted;
      at(Stage.ASSIGNED);
    }
    if (stage != Stage.VERIFIED) {
      at(Stage.DOWNLOADING);
      try {
        fetch(wanted, order, bytesPerDay);
      } catch (ContentException e) {
        return end(UpdateState.Outcome.FAILED, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        return has(DeviceFault.BLAMES_THE_RELEASE_FOR_THE_NETWORK)
            ? end(UpdateState.Outcome.FAILED, String.valueOf(e.getMessage()))
            : Reply.of(Outcome.FAILED, String.valueOf(e.getMessage()));
      }
      at(Stage.VERIFIED);
    }
    return waits(wanted, order) ? Reply.of(Outcome.DONE, "it waits") : begin(wanted);
  }

  private void fetch(Release wanted, Order.Install order, @Nullable Long bytesPerDay)
      throws IOException, ContentException {
    Instant deadline = order.deadline();
    if (deadline != null
        && clock.instant().isAfter(deadline)
        && !has(DeviceFault.KNOWS_NO_DEADLINE)) {
      if (has(DeviceFault.CLEARS_ITS_SLOT_AT_THE_DEADLINE)) {
        wanted.components().forEach(each -> slots.wipe(each.name()));
      }
      throw new ContentException("PLT-UPD-074: the deadline");
    }
    if (!clock.instant().isBefore(spentSince.plus(DAY))) {
      spentSince = clock.instant();
      left = bytesPerDay == null ? Long.MAX_VALUE : bytesPerDay;
    }
    FakeObjects objects = new FakeObjects(wire, setup.downloads(), left, fault);
    FakeContent content = new FakeContent(objects, slots, fault, this::progressed);
    try {
      for (Release.Component each : wanted.components()) {
        if (!slots.holds(each)) {
          content.bring(each, order);
        }
      }
    } finally {
      left = objects.left();
    }
  }

  private void progressed() {
    done++;
    if (has(DeviceFault.REPORTS_EACH_CHUNK)) {
      tell();
    }
  }

  private boolean waits(Release wanted, Order.Install order) {
    boolean consents = !order.consent() || agreed.contains(wanted.id());
    Order.Window window = order.window();
    boolean open = window == null || isOpen(window);
    return (!consents && !has(DeviceFault.ASKS_NOBODY))
        || (!open && !has(DeviceFault.KNOWS_NO_WINDOW));
  }

  private boolean isOpen(Order.Window window) {
    boolean elsewhere = has(DeviceFault.KNOWS_NO_ZONE);
    LocalTime now =
        clock.instant().atZone(elsewhere ? ZoneOffset.UTC : window.zone()).toLocalTime();
    return window.from().isBefore(window.to())
        ? !now.isBefore(window.from()) && now.isBefore(window.to())
        : !now.isBefore(window.from()) || now.isBefore(window.to());
  }

  private Reply begin(Release wanted) {
    List<Set<ComponentName>> groups =
        has(DeviceFault.TRIES_ALL_AT_ONCE)
            ? List.of(Set.of(ComponentName.values()))
            : FakeSlots.GROUPS;
    for (Set<ComponentName> group : groups) {
      List<Release.Component> parts =
          wanted.components().stream()
              .filter(each -> group.contains(each.name()) && !slots.holds(each))
              .toList();
      if (!parts.isEmpty()) {
        at(Stage.ARMED);
        Optional<String> trouble = trial(parts);
        if (trouble.isPresent()) {
          broken.add(wanted.id());
          return end(UpdateState.Outcome.RETURNED, trouble.get());
        }
        if (stage == Stage.TRIAL) {
          return Reply.of(Outcome.FAILED, "it stays on trial");
        }
      }
    }
    return end(UpdateState.Outcome.CONFIRMED, "");
  }

  /** Why it went back; empty where it did not. */
  private Optional<String> trial(List<Release.Component> parts) {
    Set<ComponentName> names = new HashSet<>();
    parts.forEach(each -> names.add(each.name()));
    if (has(DeviceFault.RAISES_ITS_FLOOR_EARLY)) {
      parts.forEach(slots::raise);
    }
    slots.turn(names);
    at(Stage.TRIAL);
    boolean starts = !begins(names, GroundImages.NEVER_STARTS);
    boolean well = starts && !begins(names, GroundImages.NEVER_WELL);
    boolean blamed = has(DeviceFault.BLAMES_THE_RELEASE_FOR_THE_SERVER) && !isServerThere();
    boolean stays =
        (!starts && has(DeviceFault.STAYS_WITH_WHAT_NEVER_STARTS))
            || (starts && !well && has(DeviceFault.STAYS_WITH_WHAT_IS_NEVER_WELL));
    if (stays) {
      return Optional.empty();
    }
    if ((well && !blamed) || (starts && has(DeviceFault.CONFIRMS_UNSEEN))) {
      if (!has(DeviceFault.NEVER_RAISES_ITS_FLOOR)) {
        parts.forEach(slots::raise);
      }
      at(Stage.VERIFIED);
      return Optional.empty();
    }
    slots.turn(names);
    return Optional.of(starts ? "it is not well" : "it did not start");
  }

  private boolean begins(Set<ComponentName> names, String words) {
    return names.stream()
        .map(each -> new String(slots.running(each), StandardCharsets.ISO_8859_1))
        .anyMatch(each -> each.startsWith(words));
  }

  private boolean isServerThere() {
    return wire.isThere(setup.downloads().get(0) + ScriptedServer.SYNC);
  }

  private void at(Stage now) {
    stage = now;
    tell();
  }

  private Reply end(UpdateState.Outcome outcome, String why) {
    Release now = release;
    release = null;
    stage = null;
    note(now == null ? "" : now.id(), outcome, why);
    return outcome == UpdateState.Outcome.CONFIRMED
        ? Reply.of(Outcome.DONE, "")
        : Reply.of(Outcome.FAILED, outcome + ": " + why);
  }

  /** How it ended, with one release. */
  void note(String id, UpdateState.Outcome outcome, String why) {
    result =
        new UpdateState.Result(
            id, outcome, why.isEmpty() ? null : why, FakeUpdater.whole(clock.instant()));
    tell();
  }

  private void tell() {
    told.accept(state());
  }

  UpdateState state() {
    Release now = release;
    Stage at = stage;
    UpdateState.Attempt attempt =
        now == null || at == null
            ? null
            : new UpdateState.Attempt(now.id(), at, ComponentName.APPLICATION, done, null, null);
    List<UpdateState.Component> components =
        has(DeviceFault.REPORTS_WHAT_IT_REMEMBERS) && last != null
            ? last.components().stream().map(FakeInstall::remembered).toList()
            : slots.state();
    return new UpdateState(setup.repository(), FakeUpdater.MODEL, 1, components, attempt, result);
  }

  private static UpdateState.Component remembered(Release.Component part) {
    return new UpdateState.Component(part.name(), null, part.counter(), part.sha256(), 'A');
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
