package io.platen.device.command;

import io.platen.device.port.Scheduler;
import io.platen.device.store.StoreException;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.CommandResult.WalkedObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One command on its way, from its turn to its last piece. */
final class RunningCommand implements Runnable, CommandHandler.Progress {
  private final Command command;
  private final CommandHandler handler;
  private final CommandMemory memory;
  private final Pieces pieces;
  private final Scheduler scheduler;
  private final Desk desk;
  private long next = 2;
  private boolean cancelled;
  private boolean ended;
  private @Nullable Thread worker;

  /** What stands around it. */
  interface Desk {
    /** There is something new to send. */
    void news();

    /** The device does that once the server has heard how the command ended. */
    void afterwards(Command command, Runnable what);

    /** It has ended, or the device stops. */
    void ended(Command command);

    /** For a person at the device. */
    void problem(String message);
  }

  RunningCommand(
      Command command,
      CommandHandler handler,
      CommandMemory memory,
      Pieces pieces,
      Scheduler scheduler,
      Desk desk) {
    this.command = command;
    this.handler = handler;
    this.memory = memory;
    this.pieces = pieces;
    this.scheduler = scheduler;
    this.desk = desk;
  }

  /** How a command ended. */
  private record End(Stage stage, @Nullable CommandReason reason, @Nullable String detail) {}

  @Override
  public void run() {
    try {
      end(outcome());
    } catch (StoreException e) {
      desk.problem("The result of a command cannot be stored: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the device stops; the next start tells the server
    } finally {
      desk.ended(command);
      desk.news();
    }
  }

  /** [PLT-CMD-009] No longer than it is good. */
  private End outcome() throws InterruptedException {
    if (!begin()) {
      return new End(Stage.CANCELLED, null, null);
    }
    Instant now = pieces.clock().instant();
    if (!now.isBefore(command.expires())) {
      return new End(Stage.REFUSED, CommandReason.EXPIRED, "Its time was over before its turn");
    }
    try {
      Optional<CommandHandler.Outcome> outcome =
          scheduler.within(
              Duration.between(now, command.expires()), () -> handler.handle(command, this));
      return outcome.map(this::last).orElseGet(RunningCommand::late);
    } catch (InterruptedException e) {
      if (!isCancelled()) {
        throw e;
      }
      return new End(Stage.CANCELLED, null, null);
    } catch (IllegalStateException e) { // one handler's fault must not end the device's work
      return new End(Stage.FAILED, CommandReason.FAULT, String.valueOf(e.getMessage()));
    } finally {
      finish();
    }
  }

  private synchronized boolean begin() {
    worker = cancelled ? null : Thread.currentThread();
    return !cancelled;
  }

  /** From now on nobody interrupts this thread for its sake. */
  private synchronized void finish() {
    worker = null;
    if (cancelled) {
      boolean unused = Thread.interrupted();
    }
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  synchronized void cancel() {
    cancelled = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  private static End late() {
    return new End(Stage.FAILED, CommandReason.DEADLINE, "Its time was over before it was done");
  }

  private End last(CommandHandler.Outcome outcome) {
    CommandHandler.Promise promise = outcome.promise();
    try {
      if (promise != null) {
        promise.write();
      }
    } catch (IOException e) {
      return new End(Stage.FAILED, CommandReason.FAULT, "It cannot begin: " + e.getMessage());
    }
    Runnable after = outcome.after();
    if (after != null) {
      desk.afterwards(command, after);
    }
    CommandReason reason = outcome.reason();
    boolean refused = reason == CommandReason.NOT_ALLOWED || reason == CommandReason.PARAMETERS;
    Stage stage = reason == null ? Stage.DONE : refused ? Stage.REFUSED : Stage.FAILED;
    return new End(stage, reason, outcome.detail());
  }

  private synchronized void end(End how) throws StoreException {
    ended = true;
    memory.add(pieces.of(command.id(), next, how.stage(), how.reason(), how.detail()));
  }

  @Override
  public void at(long done, long of, @Nullable String detail) {
    add(new Pieces.Found(done, of == 0 ? null : of, detail, List.of(), List.of()));
  }

  @Override
  public void found(List<WalkedObject> objects, long done) {
    add(new Pieces.Found(done, null, null, objects, List.of()));
  }

  @Override
  public void lines(List<String> lines) {
    add(new Pieces.Found(null, null, null, List.of(), lines));
  }

  private void add(Pieces.Found found) {
    synchronized (this) {
      if (ended) {
        return; // given up, and still at it
      }
      try {
        memory.add(pieces.progress(command.id(), next, found));
        next++;
      } catch (StoreException e) {
        desk.problem("A piece of a result cannot be stored: " + e.getMessage());
      }
    }
    desk.news();
  }
}
