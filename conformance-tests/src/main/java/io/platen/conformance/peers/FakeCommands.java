package io.platen.conformance.peers;

import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandKind;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage.Commands;
import io.platen.protocol.live.LiveMessage.SignedBytes;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What was asked of the devices of the fake server (chapter CMD), and what it gets wrong. */
final class FakeCommands {
  /** An order for the shortest time is good for this long, so that a test can wait for its end. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final OrderSigner signer;
  private final List<X509Certificate> certificates = new ArrayList<>();
  private final Optional<Fault> fault;
  private final List<Row> rows = new ArrayList<>();
  private long last;

  FakeCommands(PeerPki authority, Optional<Fault> fault) {
    this.fault = fault;
    PeerPki by =
        has(Fault.SIGNS_COMMANDS_BY_ANY_KEY) ? PeerPki.named("Strangers who command") : authority;
    this.signer = by.orders();
    certificates.add(signer.certificate());
    if (!has(Fault.SENDS_NO_AUTHORITY_OF_COMMANDS)) {
      certificates.add(by.certificate());
    }
    if (has(Fault.SENDS_ANOTHER_AUTHORITY_OF_COMMANDS)) {
      certificates.add(PeerPki.named("Strangers beside it").certificate());
    }
  }

  /** What an operator sees of a command. */
  record View(String state, Map<String, String> parameters) {}

  /** A command and where it stands. */
  private static final class Row {
    private final Command command;
    private final SignedBytes signed;
    private String state;

    Row(Command command, SignedBytes signed, String state) {
      this.command = command;
      this.signed = signed;
      this.state = state;
    }

    boolean isEnded() {
      return !List.of("awaiting", "waiting", "sent", "running").contains(state);
    }

    boolean isOver() {
      return !Instant.now().isBefore(command.expires());
    }

    private void expire() {
      if (isOver() && !isEnded()) {
        state = "expired";
      }
    }
  }

  /** Of one device, or of another where that is the fault. */
  synchronized Command order(
      UUID device, String kind, Map<String, String> parameters, long minutes) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    boolean grave = CommandKind.find(kind).filter(CommandKind::isGrave).isPresent();
    Command command =
        new Command(
            UUID.randomUUID(),
            has(Fault.COMMANDS_ANOTHER_DEVICE) ? UUID.randomUUID() : device,
            counter(),
            kind,
            now,
            now.plus(minutes == 1 ? SHORTEST : Duration.ofMinutes(minutes)),
            parameters);
    SignedBytes signed =
        new SignedBytes(signer.sign(CommandCheck.ROLE, CommandCodec.write(command)));
    boolean waits = grave && !has(Fault.ASKS_NO_SECOND_PERSON);
    rows.add(new Row(command, signed, waits ? "awaiting" : "waiting"));
    return command;
  }

  private long counter() {
    boolean open = rows.stream().anyMatch(row -> !row.isEnded());
    if (has(Fault.GIVES_COUNTERS_AGAIN) && !open) {
      last = 0;
    }
    return has(Fault.COUNTS_NO_COMMANDS) ? 1 : ++last;
  }

  synchronized boolean confirm(UUID id) {
    Optional<Row> row = find(id).filter(each -> each.state.equals("awaiting"));
    row.ifPresent(each -> each.state = "waiting");
    return row.isPresent();
  }

  /** [PLT-CMD-025] Without the code of a redirect. */
  synchronized Optional<View> view(UUID id) {
    Optional<Row> row = find(id);
    row.ifPresent(Row::expire);
    return row.map(each -> new View(each.state, shown(each.command)));
  }

  private Map<String, String> shown(Command command) {
    Map<String, String> shown = new TreeMap<>(command.parameters());
    if (!has(Fault.SHOWS_CODES_OF_REDIRECTS)) {
      shown.remove("code");
    }
    return shown;
  }

  /** All that was typed. */
  synchronized Map<String, String> parameters(UUID id) {
    return find(id).map(row -> row.command.parameters()).orElse(Map.of());
  }

  /** What a channel has to send, and the highest counter of it. */
  record Outgoing(Optional<Commands> message, long last) {}

  /**
   * @param last the highest counter that the device has, or this channel has sent
   */
  synchronized Outgoing after(long last) {
    List<Row> open =
        new ArrayList<>(
            rows.stream()
                .filter(row -> row.command.counter() > last || sendsAgain())
                .filter(row -> List.of("waiting", "sent").contains(row.state))
                .filter(row -> !row.isOver() || has(Fault.SENDS_EXPIRED_COMMANDS))
                .sorted(Comparator.comparing(row -> row.command.counter()))
                .toList());
    if (open.isEmpty()) {
      return new Outgoing(Optional.empty(), last);
    }
    long highest = open.get(open.size() - 1).command.counter();
    if (has(Fault.SENDS_COMMANDS_BACKWARDS)) {
      Collections.reverse(open);
    }
    open.forEach(row -> row.state = "sent");
    List<SignedBytes> files = open.stream().map(row -> row.signed).toList();
    return new Outgoing(Optional.of(new Commands(certificates, files)), Math.max(last, highest));
  }

  /** [PLT-CMD-024] Whether the record of its device is closed by this piece. */
  synchronized boolean heard(CommandResult piece) {
    Optional<Row> found = find(piece.command());
    found.ifPresent(Row::expire);
    found
        .filter(row -> !row.isEnded() || has(Fault.OPENS_CLOSED_COMMANDS))
        .filter(row -> !has(Fault.FORGETS_RESULTS))
        .ifPresent(
            row ->
                row.state =
                    piece.stage().isEnd()
                        ? piece.stage().name().toLowerCase(Locale.ROOT)
                        : "running");
    return piece.stage() == CommandResult.Stage.DONE
        && found.filter(row -> row.state.equals("done") && closes(row.command)).isPresent();
  }

  private boolean closes(Command command) {
    return command.kind().equals("redirect")
        && ("true".equals(command.parameters().get("deactivate"))
            || has(Fault.CLOSES_RECORDS_OF_ALL_WHO_GO))
        && !has(Fault.LEAVES_RECORDS_OF_THE_GONE_OPEN);
  }

  /** [PLT-CMD-032] What came of it cannot be read. */
  synchronized void unreadable(UUID id) {
    find(id)
        .filter(row -> !row.isEnded() && !has(Fault.LEAVES_UNREADABLE_COMMANDS_OPEN))
        .ifPresent(row -> row.state = "failed");
  }

  /** Who counts nothing has nothing to go by. */
  private boolean sendsAgain() {
    return has(Fault.SENDS_COMMANDS_AGAIN) || has(Fault.COUNTS_NO_COMMANDS);
  }

  private Optional<Row> find(UUID id) {
    return rows.stream().filter(row -> row.command.id().equals(id)).findFirst();
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }
}
