package io.platen.device.command;

import io.platen.device.port.Keys;
import io.platen.device.port.Scheduler;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.CommandRefusedException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
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
 * brings it. What is a cycle of the device is done in the device's own thread, in its turn; the
 * rest aside, one after the other, however long a cycle takes.
 */
public final class CommandDesk {
  /** So long a device waits for the server to hear of it before it does what ends it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final UUID device;
  private final Pieces pieces;
  private final Keys keys;
  private final CommandMemory memory;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final Hands hands;
  private final Consumer<String> problems;
  private final Map<UUID, Runnable> afterwards = new HashMap<>();
  private final Map<UUID, RunningCommand> open = new HashMap<>();
  private volatile Runnable news = () -> {};

  /**
   * @param form of what waits
   * @param clock the device's time
   * @param hands who carries them out
   * @param problems hears what a person at the device should know
   */
  public CommandDesk(
      UUID device,
      Keys keys,
      DeviceStore store,
      ResultForm form,
      InstantSource clock,
      Scheduler scheduler,
      Hands hands,
      Consumer<String> problems)
      throws StoreException {
    this.device = device;
    this.pieces = new Pieces(device, clock);
    this.keys = keys;
    this.memory = new CommandMemory(store, form);
    this.clock = clock;
    this.scheduler = scheduler;
    this.hands = hands;
    this.problems = problems;
    endWhatWasInterrupted();
  }

  /** [PLT-CMD-005] What had begun when the device was stopped is not begun again. */
  private void endWhatWasInterrupted() throws StoreException {
    for (CommandMemory.Begun each : memory.begun()) {
      memory.add(
          pieces.of(
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
  public List<WaitingPiece> waiting() throws StoreException {
    return memory.waiting();
  }

  /** The server has a piece. */
  public void taken(LiveMessage.Taken word) throws StoreException {
    memory.taken(word.command(), word.number());
    if (!memory.knows(word.command())) {
      scheduler.aside(() -> afterwards(word.command()));
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
      Keys.Material material = keys.load();
      command =
          new CommandCheck(device, authorities(material), own(material))
              .check(file, certificates, clock.instant());
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
  private static List<X509Certificate> authorities(Keys.Material material) {
    List<X509Certificate> all = new ArrayList<>(material.authorities());
    if (material.chain().size() > 1) {
      all.addAll(material.chain().subList(1, material.chain().size()));
    }
    return all;
  }

  /** [PLT-CMD-027] By EST it comes without the certificate of its authority. */
  private static @Nullable X509Certificate own(Keys.Material material) {
    return material.chain().isEmpty() ? null : material.certificate();
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
    Optional<Hands.Hand> hand = hands.of(command.kind());
    if (hand.isEmpty()) {
      // [PLT-CMD-007]
      refuse(command, CommandReason.KIND_UNKNOWN, "This device knows no " + command.kind());
      return;
    }
    if (memory.isFull()) {
      refuse(command, CommandReason.BUSY, "Too many results wait for the server");
      return;
    }
    // [PLT-CMD-006]
    memory.take(command.counter(), pieces.of(command.id(), 1, Stage.RECEIVED, null, null));
    RunningCommand running =
        new RunningCommand(command, hand.get().handler(), memory, pieces, scheduler, new Around());
    open.put(command.id(), running);
    if (hand.get().aside()) {
      scheduler.aside(running);
    } else {
      scheduler.after(Duration.ZERO, running);
    }
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
    memory.take(counter, pieces.of(command.id(), 1, Stage.REFUSED, reason, detail));
  }

  /** The server wants it no more. */
  public void cancel(UUID command) {
    RunningCommand running;
    synchronized (this) {
      running = open.get(command);
    }
    if (running != null) {
      running.cancel();
    }
  }

  /** What stands around a command that runs. */
  private final class Around implements RunningCommand.Desk {
    @Override
    public void news() {
      news.run();
    }

    @Override
    public void afterwards(Command command, Runnable what) {
      synchronized (CommandDesk.this) {
        afterwards.put(command.id(), what);
      }
      scheduler.after(PATIENCE, () -> CommandDesk.this.afterwards(command.id()));
    }

    @Override
    public void ended(Command command) {
      synchronized (CommandDesk.this) {
        open.remove(command.id());
      }
    }

    @Override
    public void problem(String message) {
      problems.accept(message);
    }
  }
}
