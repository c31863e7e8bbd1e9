package io.platen.conformance.peers;

import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.CommandResult.WalkedObject;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.live.LiveMessage.Commands;
import io.platen.protocol.live.LiveMessage.SignedBytes;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.CommandRefusedException;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.xml.ProtocolException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the fake device does what its server asks for (chapter CMD), and what it gets wrong. */
final class FakeOrders {
  private static final Set<String> KNOWN =
      Set.of("sync", "read", "mib-walk", "uninstall", "redirect");
  private static final int A_PIECE = 500;
  private static final String DOCUMENT = "application/vnd.platen+xml";

  private final FakeDeviceSetup setup;
  private final FakeWire wire;
  private final FakeSync sync;
  private final FakeTime time;
  private final Optional<DeviceFault> fault;
  private final FakeSeal seal;
  private final FakeOutbox outbox;
  private final FakePrinters printers;
  private List<WalkedObject> walked = List.of();
  private final FakeRedirect redirect;
  private @Nullable Command leaving;
  private final Map<String, LiveMessage> waiting = new LinkedHashMap<>();
  private final Set<UUID> begun = new HashSet<>();
  private long last;
  private boolean stopped;

  FakeOrders(
      FakeDeviceSetup setup,
      FakeWire wire,
      FakeSync sync,
      FakeTime time,
      FakeOutbox outbox,
      FakePrinters printers,
      Optional<DeviceFault> fault) {
    this.redirect = new FakeRedirect(setup, outbox, time, fault);
    this.outbox = outbox;
    this.printers = printers;
    this.setup = setup;
    this.wire = wire;
    this.sync = sync;
    this.time = time;
    this.fault = fault;
    this.seal = new FakeSeal(setup, sync, fault);
  }

  /** Its power was cut. */
  void restart() {
    if (has(DeviceFault.REMEMBERS_NO_COMMANDS)) {
      last = 0;
      begun.clear();
      waiting.clear();
    }
    if (has(DeviceFault.KEEPS_RESULTS_IN_MEMORY)) {
      waiting.clear();
    }
  }

  /** A cycle has found that it may ask again. */
  void goOn() {
    stopped = false;
  }

  /** Asks until nothing more comes, and sends what waits. */
  void poll() {
    boolean more = !stopped;
    for (int i = 0; more && i < 20; i++) {
      leave();
      flush();
      Request question = Request.get(wire.at(GroundOrders.POLL + "?last=" + last + "&wait=0"));
      Optional<Response> answer = wire.send(question);
      stopped |= answer.filter(FakeWire::stops).isPresent();
      more = answer.filter(each -> each.status() == 200).filter(this::hear).isPresent();
    }
    flush();
  }

  /** Where it is to be now; empty for where it is. */
  Optional<FakeDeviceSetup> elsewhere() {
    return redirect.home();
  }

  /** [PLT-CMD-009] A redirect goes on until it has come to its end, or its time has. */
  private void leave() {
    Command command = leaving;
    if (command == null) {
      return;
    }
    boolean late =
        !time.instant().isBefore(command.expires()) && !has(DeviceFault.GOES_ON_BEYOND_THE_END);
    Optional<CommandReason> why =
        late ? Optional.of(CommandReason.DEADLINE) : redirect.follow(command);
    if (redirect.home().isPresent()) {
      piece(command, 2, Stage.DONE, null);
      leaving = null;
    } else if (why.isPresent()) {
      end(command, 2, Stage.FAILED, why.get());
      leaving = null;
    }
  }

  private void cancel(UUID id) {
    Command command = leaving;
    if (command != null && command.id().equals(id) && !has(DeviceFault.GOES_ON_WHEN_CANCELLED)) {
      piece(command, 2, Stage.CANCELLED, null);
      leaving = null;
    }
  }

  private boolean hear(Response answer) {
    try {
      hear(LiveCodec.read(answer.body().bytes()));
      return true;
    } catch (ProtocolException e) {
      return false;
    }
  }

  /** What came by any form of the channel. */
  void hear(LiveMessage message) {
    if (message instanceof Commands commands) {
      commands.files().forEach(file -> take(file, commands));
    }
    if (message instanceof LiveMessage.Cancel cancel) {
      cancel(cancel.command());
    }
  }

  /** The highest counter that it has taken. */
  long last() {
    return last;
  }

  private void take(SignedBytes file, Commands with) {
    Command command;
    try {
      command =
          new CommandCheck(setup.device(), trusted(with), setup.own().orElseThrow().chain().get(0))
              .check(file.bytes(), with.certificates(), time.instant());
    } catch (CommandRefusedException e) {
      refused(e, file);
      return;
    }
    boolean again = begun.contains(command.id()) && !has(DeviceFault.DOES_COMMANDS_TWICE);
    if (again) {
      return;
    }
    if (command.counter() <= last
        && !has(DeviceFault.IGNORES_COUNTERS)
        && !has(DeviceFault.DOES_COMMANDS_TWICE)) {
      end(command, 1, Stage.REFUSED, CommandReason.REORDERED);
      return;
    }
    obey(command);
  }

  /** [PLT-CMD-027] */
  private List<X509Certificate> trusted(Commands with) {
    List<X509Certificate> all = new ArrayList<>(setup.authorities());
    if (has(DeviceFault.TRUSTS_WHO_COMES_ALONG)) {
      all.addAll(with.certificates());
    }
    return all;
  }

  private void refused(CommandRefusedException refusal, SignedBytes file) {
    DeviceFault wrong =
        switch (refusal.reason()) {
          case FOREIGN -> DeviceFault.OBEYS_COMMANDS_OF_OTHERS;
          case EXPIRED -> DeviceFault.OBEYS_EXPIRED_COMMANDS;
          default -> DeviceFault.OBEYS_ANYBODY;
        };
    @Nullable Command command = refusal.command();
    if (has(wrong)) {
      Optional.ofNullable(command).or(() -> read(file)).ifPresent(this::obey);
    } else if (command != null) {
      last = Math.max(last, refusal.reason() == CommandReason.EXPIRED ? command.counter() : 0);
      end(command, 1, Stage.REFUSED, refusal.reason());
    }
  }

  private static Optional<Command> read(SignedBytes file) {
    try {
      return Optional.of(
          CommandCodec.read(SignedForm.read(CommandCheck.ROLE, file.bytes()).content()));
    } catch (MetadataException | ProtocolException e) {
      return Optional.empty();
    }
  }

  private void obey(Command command) {
    last = Math.max(last, command.counter());
    begun.add(command.id());
    if (!KNOWN.contains(command.kind()) && !has(DeviceFault.OBEYS_UNKNOWN_KINDS)) {
      end(command, 1, Stage.REFUSED, CommandReason.KIND_UNKNOWN);
      return;
    }
    piece(command, 1, Stage.RECEIVED, null);
    Optional<CommandReason> why = hindrance(command);
    if (why.isEmpty()) {
      work(command);
    }
    if (why.isEmpty() && command.kind().equals("redirect")) {
      leaving = command;
      redirect.begin();
      return;
    }
    long number = 2;
    for (int i = 0; i < walked.size(); i += A_PIECE) {
      List<WalkedObject> some = walked.subList(i, Math.min(walked.size(), i + A_PIECE));
      piece(command, number++, Stage.PROGRESS, null, some);
    }
    walked = List.of();
    if (why.isPresent()) {
      end(command, number, Stage.FAILED, why.get());
    } else {
      piece(command, number, Stage.DONE, null);
    }
  }

  private void work(Command command) {
    boolean reads = command.kind().equals("read");
    Optional<InetAddress> one = command.parameter("address").flatMap(this::watched);
    if (reads && one.isPresent() && !has(DeviceFault.READS_ALL_WHEN_ONE_IS_NAMED)) {
      printers.reading(one.get()).ifPresent(read -> tell(one.get(), read));
      return;
    }
    if (reads || command.kind().equals("sync")) {
      sync.sync();
    }
    if (reads) {
      outbox.report();
    }
  }

  /** [PLT-CMD-028] */
  private void tell(InetAddress address, PrinterReport read) {
    if (!has(DeviceFault.TELLS_NOTHING_OF_A_NAMED_ONE)) {
      printers.tell(address, read);
      outbox.tell(read);
    }
  }

  private Optional<InetAddress> watched(String address) {
    return printers.watched().stream()
        .filter(each -> each.getHostAddress().equals(address))
        .findFirst();
  }

  private Optional<CommandReason> hindrance(Command command) {
    boolean leaves = Set.of("uninstall", "redirect").contains(command.kind());
    if (leaves && !setup.mayLeave() && !has(DeviceFault.LETS_ITSELF_BE_TAKEN_AWAY)) {
      return Optional.of(CommandReason.NOT_ALLOWED);
    }
    Optional<String> address = command.parameter("address");
    boolean nowhere = address.isPresent() && address.flatMap(this::watched).isEmpty();
    if (command.kind().equals("read") && nowhere) {
      return Optional.of(CommandReason.PARAMETERS);
    }
    if (!command.kind().equals("mib-walk")) {
      return Optional.empty();
    }
    boolean masks =
        sync
            .document()
            .map(SyncDocument::policy)
            .map(Policy::masks)
            .orElse(Map.of())
            .values()
            .stream()
            .anyMatch(each -> each != Policy.MaskKind.NONE);
    if (masks) {
      return has(DeviceFault.WALKS_WHILE_IT_MASKS)
          ? Optional.empty()
          : Optional.of(CommandReason.NOT_ALLOWED);
    }
    walked = printers.walk(command.parameter("address").orElse("")).orElse(List.of());
    return has(DeviceFault.WALKS_ANYWHERE) || !walked.isEmpty()
        ? Optional.empty()
        : Optional.of(CommandReason.PARAMETERS);
  }

  private void end(Command command, long number, Stage stage, CommandReason reason) {
    piece(command, number, stage, has(DeviceFault.GIVES_NO_REASON) ? null : reason.token());
  }

  private void piece(Command command, long number, Stage stage, @Nullable String reason) {
    piece(command, number, stage, reason, List.of());
  }

  private void piece(
      Command command,
      long number,
      Stage stage,
      @Nullable String reason,
      List<WalkedObject> objects) {
    CommandResult piece =
        new CommandResult(
            setup.device(),
            command.id(),
            number,
            stage,
            reason,
            null,
            null,
            null,
            objects,
            List.of(),
            time.told().truncatedTo(ChronoUnit.MILLIS));
    LiveMessage form = has(DeviceFault.SENDS_RESULTS_OPEN) ? piece : seal.seal(piece).orElse(piece);
    waiting.put(command.id() + "/" + number, form);
  }

  /** A piece leaves when its word has come. */
  void flush() {
    for (Map.Entry<String, LiveMessage> each : new ArrayList<>(waiting.entrySet())) {
      Body body = Body.of(LiveCodec.write(each.getValue()));
      Optional<Response> answer =
          wire.send(Request.post(wire.at(GroundOrders.RESULTS), DOCUMENT, body));
      boolean taken = answer.filter(found -> found.status() == 200).isPresent();
      if (taken || has(DeviceFault.FORGETS_WHAT_IT_SENT)) {
        waiting.remove(each.getKey());
      }
    }
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
