package io.platen.device.command;

import io.platen.device.port.Keys;
import io.platen.device.port.Scheduler;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.CommandResult.WalkedObject;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.CommandRefusedException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where commands arrive and results leave. A command is looked at and remembered in the thread that
 * brings it, and done in the device's own, one after the other.
 */
public final class CommandDesk {
  /** So long a device waits for the server to hear of it before it does what ends it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final UUID device;
  private final Keys keys;
  private final CommandMemory memory;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final Map<String, CommandHandler> handlers;
  private final Consumer<String> problems;
  private final Map<UUID, Runnable> afterwards = new HashMap<>();
  private final Map<UUID, Running> open = new HashMap<>();
  private volatile Runnable news = () -> {};

  /**
   * @param clock the device's time
   * @param handlers by the kind of command
   * @param problems hears what a person at the device should know
   */
  public CommandDesk(
      UUID device,
      Keys keys,
      DeviceStore store,
      InstantSource clock,
      Scheduler scheduler,
      Map<String, CommandHandler> handlers,
      Consumer<String> problems)
      throws StoreException {
    this.device = device;
    this.keys = keys;
    this.memory = new CommandMemory(store);
    this.clock = clock;
    this.scheduler = scheduler;
    this.handlers = Map.copyOf(handlers);
    this.problems = problems;
    endWhatWasInterrupted();
  }

  /** [PLT-CMD-005] What had begun when the device was stopped is not begun again. */
  private void endWhatWasInterrupted() throws StoreException {
    for (CommandMemory.Begun each : memory.begun()) {
      memory.add(
          piece(
              each.command(),
              each.next(),
              Stage.FAILED,
              CommandReason.INTERRUPTED,
              "The device was stopped while it was at it"));
    }
  }

  /** Who is called when there is something new to send. */
  public void onNews(Runnable listener) {
    news = listener;
  }

  /** The highest counter that was taken; the server goes on behind it. */
  public long last() throws StoreException {
    return memory.last();
  }

  /** All that the server has not taken yet. */
  public List<CommandResult> waiting() throws StoreException {
    return memory.waiting();
  }

  /** The server has a piece. */
  public void taken(LiveMessage.Taken word) throws StoreException {
    memory.taken(word.command(), word.number());
    if (!memory.knows(word.command())) {
      scheduler.after(Duration.ZERO, () -> afterwards(word.command()));
    }
  }

  private void afterwards(UUID command) {
    Runnable after;
    synchronized (this) {
      after = open.containsKey(command) ? null : afterwards.remove(command);
    }
    if (after != null) {
      after.run();
    }
  }

  /** What the server asks for. */
  public void heard(LiveMessage.Commands commands) throws StoreException {
    for (LiveMessage.SignedBytes file : commands.files()) {
      heard(file.bytes(), commands.certificates());
    }
    news.run();
  }

  private void heard(byte[] file, List<X509Certificate> certificates) throws StoreException {
    Command command;
    try {
      command = new CommandCheck(device, authorities()).check(file, certificates, clock.instant());
    } catch (GeneralSecurityException e) {
      problems.accept("A command cannot be checked: " + e.getMessage());
      return;
    } catch (CommandRefusedException e) {
      refuse(e);
      return;
    }
    take(command);
  }

  /** Those of the device's enrolment: of its server, and of its own certificate. */
  private List<X509Certificate> authorities() throws GeneralSecurityException {
    Keys.Material material = keys.load();
    List<X509Certificate> all = new ArrayList<>(material.authorities());
    if (material.chain().size() > 1) {
      all.addAll(material.chain().subList(1, material.chain().size()));
    }
    return all;
  }

  private synchronized void take(Command command) throws StoreException {
    // [PLT-CMD-005] It comes again because its result has not arrived.
    if (memory.knows(command.id())) {
      return;
    }
    // [PLT-CMD-004]
    long last = memory.last();
    if (command.counter() <= last) {
      refuse(command, CommandReason.REORDERED, "One with the counter " + last + " came before");
      return;
    }
    CommandHandler handler = handlers.get(command.kind());
    if (handler == null) {
      // [PLT-CMD-007]
      refuse(command, CommandReason.KIND_UNKNOWN, "This device knows no " + command.kind());
      return;
    }
    if (memory.isFull()) {
      refuse(command, CommandReason.BUSY, "Too many results wait for the server");
      return;
    }
    // [PLT-CMD-006]
    memory.take(command.counter(), piece(command.id(), 1, Stage.RECEIVED, null, null));
    Running running = new Running(command, handler);
    open.put(command.id(), running);
    scheduler.after(Duration.ZERO, running);
  }

  /** Of what nobody trusted has signed nothing is known, and nobody can be answered. */
  private void refuse(CommandRefusedException refused) throws StoreException {
    Command command = refused.command();
    if (command == null || !command.device().equals(device)) {
      problems.accept("A command is refused: " + refused.getMessage());
    }
    if (command != null) {
      synchronized (this) {
        if (!memory.knows(command.id())) {
          refuse(command, refused.reason(), String.valueOf(refused.getMessage()));
        }
      }
    }
  }

  /** [PLT-CMD-010] */
  private void refuse(Command command, CommandReason reason, String detail) throws StoreException {
    boolean own = command.device().equals(device) && reason != CommandReason.REORDERED;
    long counter = Math.max(memory.last(), own ? command.counter() : 0);
    memory.take(counter, piece(command.id(), 1, Stage.REFUSED, reason, detail));
  }

  /** The server wants it no more. */
  public void cancel(UUID command) {
    Running running;
    synchronized (this) {
      running = open.get(command);
    }
    if (running != null) {
      running.cancel();
    }
  }

  private CommandResult piece(
      UUID command,
      long number,
      Stage stage,
      @Nullable CommandReason reason,
      @Nullable String detail) {
    return new CommandResult(
        device,
        command,
        number,
        stage,
        reason == null ? null : reason.token(),
        detail,
        null,
        null,
        List.of(),
        List.of(),
        clock.instant());
  }

  /** How a command ended. */
  private record End(Stage stage, @Nullable CommandReason reason, @Nullable String detail) {}

  /** One command on its way. */
  private final class Running implements Runnable, CommandHandler.Progress {
    private final Command command;
    private final CommandHandler handler;
    private long next = 2;
    private boolean cancelled;
    private boolean ended;
    private @Nullable Thread worker;

    Running(Command command, CommandHandler handler) {
      this.command = command;
      this.handler = handler;
    }

    @Override
    public void run() {
      try {
        end(outcome());
      } catch (StoreException e) {
        problems.accept("The result of a command cannot be stored: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the device stops; the next start tells the server
      } finally {
        synchronized (CommandDesk.this) {
          open.remove(command.id());
        }
        news.run();
      }
    }

    /** [PLT-CMD-009] No longer than it is good. */
    private End outcome() throws InterruptedException {
      if (!begin()) {
        return new End(Stage.CANCELLED, null, null);
      }
      Instant now = clock.instant();
      if (!now.isBefore(command.expires())) {
        return new End(Stage.REFUSED, CommandReason.EXPIRED, "Its time was over before its turn");
      }
      try {
        Optional<CommandHandler.Outcome> outcome =
            scheduler.within(
                Duration.between(now, command.expires()), () -> handler.handle(command, this));
        return outcome.map(this::last).orElseGet(this::late);
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

    private End late() {
      return new End(Stage.FAILED, CommandReason.DEADLINE, "Its time was over before it was done");
    }

    private End last(CommandHandler.Outcome outcome) {
      Runnable after = outcome.after();
      if (after != null) {
        synchronized (CommandDesk.this) {
          afterwards.put(command.id(), after);
        }
        scheduler.after(PATIENCE, () -> afterwards(command.id()));
      }
      CommandReason reason = outcome.reason();
      boolean refused = reason == CommandReason.NOT_ALLOWED || reason == CommandReason.PARAMETERS;
      Stage stage = reason == null ? Stage.DONE : refused ? Stage.REFUSED : Stage.FAILED;
      return new End(stage, reason, outcome.detail());
    }

    private synchronized void end(End how) throws StoreException {
      ended = true;
      memory.add(piece(command.id(), next, how.stage(), how.reason(), how.detail()));
    }

    @Override
    public void at(long done, long of, @Nullable String detail) {
      add(done, of == 0 ? null : of, detail, List.of(), List.of());
    }

    @Override
    public void found(List<WalkedObject> objects, long done) {
      add(done, null, null, objects, List.of());
    }

    @Override
    public void lines(List<String> lines) {
      add(null, null, null, List.of(), lines);
    }

    private void add(
        @Nullable Long done,
        @Nullable Long of,
        @Nullable String detail,
        List<WalkedObject> objects,
        List<String> lines) {
      synchronized (this) {
        if (ended) {
          return; // given up, and still at it
        }
        try {
          memory.add(
              new CommandResult(
                  device,
                  command.id(),
                  next,
                  Stage.PROGRESS,
                  null,
                  detail,
                  done,
                  of,
                  objects,
                  lines,
                  clock.instant()));
          next++;
        } catch (StoreException e) {
          problems.accept("A piece of a result cannot be stored: " + e.getMessage());
        }
      }
      news.run();
    }
  }
}
