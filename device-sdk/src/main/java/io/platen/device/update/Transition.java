package io.platen.device.update;

import static io.platen.device.update.Event.ASSIGN;
import static io.platen.device.update.Event.CANCEL;
import static io.platen.device.update.Event.CONTENT_RIGHT;
import static io.platen.device.update.Event.CONTENT_SPOILT;
import static io.platen.device.update.Event.FETCH;
import static io.platen.device.update.Event.GIVE_UP;
import static io.platen.device.update.Event.GOOD_AND_DONE;
import static io.platen.device.update.Event.GOOD_AND_MORE;
import static io.platen.device.update.Event.MAY_START;
import static io.platen.device.update.Event.NEW_RUNS;
import static io.platen.device.update.Event.OLD_RUNS;
import static io.platen.device.update.Event.REPORTED;
import static io.platen.device.update.Event.RUNS_ALREADY;
import static io.platen.device.update.Stage.ARMED;
import static io.platen.device.update.Stage.ASSIGNED;
import static io.platen.device.update.Stage.CANCELLED;
import static io.platen.device.update.Stage.CONFIRMED;
import static io.platen.device.update.Stage.DOWNLOADING;
import static io.platen.device.update.Stage.FAILED;
import static io.platen.device.update.Stage.IDLE;
import static io.platen.device.update.Stage.RETURNED;
import static io.platen.device.update.Stage.TRIAL;
import static io.platen.device.update.Stage.VERIFIED;

import java.util.List;
import java.util.Optional;

/** One row of the table of stages, which is all of them. */
record Transition(Stage from, Event event, Stage to) {
  // spotless:off
  static final List<Transition> TABLE =
      List.of(
          new Transition(IDLE, ASSIGN, ASSIGNED),
          // IDLE has nothing to cancel or to give up, and a release that is refused leaves it IDLE.

          new Transition(ASSIGNED, RUNS_ALREADY, CONFIRMED),
          new Transition(ASSIGNED, FETCH, DOWNLOADING),
          new Transition(ASSIGNED, CANCEL, CANCELLED),
          // ASSIGNED cannot GIVE_UP: nothing was tried that could fail for good.

          new Transition(DOWNLOADING, CONTENT_RIGHT, VERIFIED),
          new Transition(DOWNLOADING, GIVE_UP, FAILED),
          new Transition(DOWNLOADING, CANCEL, CANCELLED),
          // A network that fails moves nothing: it is tried again.

          new Transition(VERIFIED, MAY_START, ARMED),
          new Transition(VERIFIED, CONTENT_SPOILT, DOWNLOADING),
          new Transition(VERIFIED, CANCEL, CANCELLED),
          // VERIFIED after a first part was confirmed is the same: the others are armed next.

          new Transition(ARMED, NEW_RUNS, TRIAL),
          new Transition(ARMED, OLD_RUNS, RETURNED),
          new Transition(ARMED, GIVE_UP, FAILED),
          // ARMED cannot CANCEL: the power may go at any moment, and the new one starts.

          new Transition(TRIAL, GOOD_AND_MORE, VERIFIED),
          new Transition(TRIAL, GOOD_AND_DONE, CONFIRMED),
          new Transition(TRIAL, OLD_RUNS, RETURNED),
          // TRIAL does not GIVE_UP: it uses up its starts, and then OLD_RUNS.

          new Transition(CONFIRMED, REPORTED, IDLE),
          new Transition(RETURNED, REPORTED, IDLE),
          new Transition(FAILED, REPORTED, IDLE),
          new Transition(CANCELLED, REPORTED, IDLE));

  // spotless:on

  /** Where an event leads to; empty where the table has no row for it. */
  static Optional<Stage> next(Stage from, Event event) {
    return TABLE.stream()
        .filter(row -> row.from() == from && row.event() == event)
        .map(Transition::to)
        .findFirst();
  }
}
