package io.platen.device;

import io.platen.device.command.CommandHandler;
import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.command.CommandHandler.Progress;
import io.platen.device.command.Hands;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.snmp.AgentWalk;
import io.platen.protocol.Limit;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandKind;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.sync.Policy;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the device itself does for its server (chapter CMD). */
final class OwnCommands {
  private static final String EVERYTHING = "1.3.6.1";
  private static final int LINES = 500;

  private final Works works;
  private final AgentWalk walk;
  private final @Nullable OwnProcess process;
  private final boolean mayLeave;

  /** The parts of a device that commands work with. */
  interface Works {
    /** Whether the device updates itself, at any time. */
    boolean updates();

    /** Whether the site lets no software in. */
    default boolean updatesClosed() {
      return false;
    }

    /** One whole cycle. */
    CycleOutcome cycle() throws InterruptedException;

    /** Reads one printer and reports it; empty where it does not answer. */
    Optional<CycleOutcome> read(PrinterTarget printer) throws InterruptedException;

    /** Whether one runs. */
    default boolean isBusy() {
      return false;
    }

    /** What a cycle begins with, alone: what does the server want of this device? */
    CycleOutcome sync() throws InterruptedException;

    /** The next cycle searches, whether it is due or not. */
    void searchAgain();

    /** The printers that the last cycle has read. */
    List<PrinterTarget> watched();

    Policy policy();

    /** No cycle, and no channel, for a day. */
    void rest();

    /** Tries another server out, and goes over to it. */
    Outcome redirect(Command command, Progress progress, Runnable then) throws InterruptedException;

    /** Has the next start wipe the device, if this one does not come to it. */
    void promiseWipe() throws IOException;

    /** Closes the device, and wipes all that it has. */
    void wipe();
  }

  /**
   * @param process null where the firmware gives none: then nothing is known of what needs it
   * @param mayLeave whether somebody at the site lets the server take the device away
   */
  OwnCommands(Works works, AgentWalk walk, @Nullable OwnProcess process, boolean mayLeave) {
    this.works = works;
    this.walk = walk;
    this.process = process;
    this.mayLeave = mayLeave;
  }

  /** Who does what: only what is a reading waits while a cycle runs, and who goes over. */
  Hands hands() {
    return new Hands(inTurn(), aside(), works::isBusy);
  }

  private Map<String, CommandHandler> inTurn() {
    Map<String, CommandHandler> handlers = new HashMap<>();
    handlers.put(CommandKind.SYNC.token(), (command, progress) -> outcome(works.cycle()));
    handlers.put(CommandKind.READ.token(), this::read);
    handlers.put(CommandKind.SCAN.token(), this::scan);
    if (works.updates()) {
      handlers.put(CommandKind.UPDATE.token(), (command, progress) -> update(works::cycle));
    }
    OwnProcess own = process;
    if (own != null) {
      // [PLT-CMD-019] What a cycle is about to report is for the server that it would leave.
      handlers.put(
          CommandKind.REDIRECT.token(), (command, progress) -> redirect(own, command, progress));
    }
    return handlers;
  }

  private Map<String, CommandHandler> aside() {
    Map<String, CommandHandler> handlers = new HashMap<>();
    handlers.put(CommandKind.SYNC.token(), (command, progress) -> outcome(works.sync()));
    handlers.put(CommandKind.MIB_WALK.token(), this::walk);
    handlers.put(CommandKind.DEACTIVATE.token(), this::deactivate);
    if (works.updates()) {
      handlers.put(CommandKind.UPDATE.token(), (command, progress) -> update(works::sync));
    }
    OwnProcess own = process;
    if (own != null) {
      handlers.put(
          CommandKind.RESTART.token(),
          (command, progress) -> Outcome.doneThen("It restarts now", own::restart));
      handlers.put(CommandKind.COLLECT_LOGS.token(), (command, progress) -> logs(own, progress));
      handlers.put(CommandKind.UNINSTALL.token(), (command, progress) -> uninstall(own));
    }
    return handlers;
  }

  private Outcome read(Command command, Progress progress) throws InterruptedException {
    String address = command.parameter("address").orElse("");
    if (address.isEmpty()) {
      return outcome(works.cycle());
    }
    Optional<PrinterTarget> printer = target(address);
    if (printer.isEmpty()) {
      return unwatched(address);
    }
    // [PLT-CMD-028]
    return works
        .read(printer.get())
        .map(OwnCommands::outcome)
        .orElseGet(() -> Outcome.failed(CommandReason.UNREACHABLE, address + " does not answer"));
  }

  private Outcome scan(Command command, Progress progress) throws InterruptedException {
    works.searchAgain();
    Outcome outcome = outcome(works.cycle());
    return outcome.reason() == null
        ? Outcome.done(works.watched().size() + " printers are watched")
        : outcome;
  }

  /** Either part of the device's work. */
  private interface Round {
    CycleOutcome run() throws InterruptedException;
  }

  /** Each cycle asks what is to be installed; the way from there is in reports, not here. */
  private Outcome update(Round round) throws InterruptedException {
    if (works.updatesClosed()) {
      return Outcome.failed(
          CommandReason.NOT_ALLOWED, "The site has closed this device to software updates");
    }
    Outcome outcome = outcome(round.run());
    return outcome.reason() == null
        ? Outcome.done("It asks for its update; what comes of it is in its reports")
        : outcome;
  }

  private static Outcome outcome(CycleOutcome outcome) {
    return switch (outcome.kind()) {
      case DONE -> Outcome.done(null);
      case WAITING ->
          Outcome.failed(
              CommandReason.UNREACHABLE,
              outcome.waiting() == 0
                  ? "The server cannot be reached"
                  : outcome.waiting() + " reports wait for the server");
      case CUT_OFF ->
          Outcome.failed(CommandReason.NOT_ALLOWED, "The server does not let this device in");
      case STORE_FAILED ->
          Outcome.failed(CommandReason.FAULT, "The device cannot store what it has read");
    };
  }

  private Outcome walk(Command command, Progress progress) throws InterruptedException {
    String address = command.parameter("address").orElse("");
    // [PLT-CMD-013]
    if (works.policy().masks().values().stream().anyMatch(mask -> mask != Policy.MaskKind.NONE)) {
      return Outcome.failed(
          CommandReason.NOT_ALLOWED, "The policy masks values, and a walk would tell them");
    }
    // [PLT-CMD-012]
    Optional<PrinterTarget> target = target(address);
    if (target.isEmpty()) {
      return unwatched(address);
    }
    String root = command.parameter("root").orElse(EVERYTHING);
    if (!root.matches("[0-2](\\.[0-9]{1,9}){1,40}")) {
      return Outcome.failed(CommandReason.PARAMETERS, root + " is no OID to begin at");
    }
    try {
      AgentWalk.Walked walked =
          walk.walk(target.get(), root, Limit.WALK_OBJECTS.value(), progress::found);
      return walked.silent()
          ? Outcome.failed(
              CommandReason.UNREACHABLE,
              address + " answers no more, after " + walked.objects() + " objects")
          : Outcome.done(
              walked.objects() + " objects" + (walked.bounded() ? ", and there are more" : ""));
    } catch (IOException e) {
      return Outcome.failed(CommandReason.UNREACHABLE, address + ": " + e.getMessage());
    }
  }

  private Optional<PrinterTarget> target(String address) {
    return works.watched().stream()
        .filter(
            each ->
                each.address().getHostString().equals(address)
                    || (each.address().getAddress() != null
                        && each.address().getAddress().getHostAddress().equals(address)))
        .findFirst();
  }

  private static Outcome unwatched(String address) {
    return Outcome.failed(
        CommandReason.PARAMETERS, "This device watches no printer at '" + address + "'");
  }

  private Outcome deactivate(Command command, Progress progress) {
    return Outcome.doneThen("It stops its work", works::rest);
  }

  private static Outcome logs(OwnProcess own, Progress progress) {
    List<String> all = own.lastLines();
    List<String> last = all.subList(Math.max(0, all.size() - LINES), all.size());
    progress.lines(last);
    return Outcome.done(last.size() + " lines");
  }

  private Outcome redirect(OwnProcess own, Command command, Progress progress)
      throws InterruptedException {
    return mayLeave ? works.redirect(command, progress, own::redirected) : notAllowed();
  }

  /** [PLT-CMD-011] */
  private static Outcome notAllowed() {
    return Outcome.failed(
        CommandReason.NOT_ALLOWED,
        "Nobody at the site has switched on that this device may be taken away");
  }

  private Outcome uninstall(OwnProcess own) {
    if (!mayLeave) {
      return notAllowed();
    }
    return Outcome.promised(
        "It wipes its keys and data now",
        works::promiseWipe,
        () -> {
          works.wipe();
          own.uninstalled();
        });
  }
}
