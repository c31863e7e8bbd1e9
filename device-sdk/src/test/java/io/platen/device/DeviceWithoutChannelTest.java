package io.platen.device;

import static io.platen.device.testing.OneDevice.AUTHORITY;
import static io.platen.device.testing.OneDevice.ID;
import static io.platen.device.testing.OneDevice.config;
import static io.platen.device.testing.OneDevice.server;
import static io.platen.protocol.Requirement.PLT_CMD_005;
import static io.platen.protocol.Requirement.PLT_CMD_008;
import static io.platen.protocol.Requirement.PLT_CMD_028;
import static io.platen.protocol.Requirement.PLT_CMD_030;
import static io.platen.protocol.Requirement.PLT_LNK_013;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.platen.device.testing.Heard;
import io.platen.device.testing.OneDevice;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands of a device that keeps no channel open: it asks for them in each cycle. */
class DeviceWithoutChannelTest {

  /** A cycle is begun every two hours, and up to twenty minutes late. */
  private static final Duration CYCLE = Duration.ofMinutes(140);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T08:00:00Z"));
  private final TestStorage storage = new TestStorage();
  private final Heard heard = new Heard();
  private final TestPrinters printers = new TestPrinters(time);
  private final TestServer server = server();
  private final List<Command> open = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();
  private final List<CommandResult> pieces = new ArrayList<>();
  private final List<LiveMessage.Envelope> envelopes = new ArrayList<>();
  private OrderSigner signer;
  private Runnable whenAsked = () -> {};
  private boolean takes = true;
  private int whenHeard;
  private ProblemType instead;

  @BeforeEach
  void answer() throws Exception {
    signer =
        OrderSigner.issue(
            AUTHORITY.certificate(), AUTHORITY.key(), time.instant(), Duration.ofDays(1));
    server.instead(this::answers);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private boolean answers(HttpExchange exchange) throws IOException {
    return switch (exchange.getRequestURI().getPath()) {
      case "/update/v1/live/poll" -> question(exchange);
      case "/update/v1/results" -> result(exchange);
      default -> false;
    };
  }

  private boolean question(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestURI().getQuery();
    questions.add(asked);
    whenAsked.run();
    long last = Long.parseLong(asked.replaceAll("last=([0-9]+)&wait=0", "$1"));
    List<LiveMessage.SignedBytes> files =
        open.stream().filter(each -> each.counter() > last).map(this::signed).toList();
    if (instead != null) {
      exchange.getResponseHeaders().set("Retry-After", "86400");
      TestServer.problem(exchange, instead);
    } else if (files.isEmpty()) {
      exchange.sendResponseHeaders(204, -1);
    } else {
      document(exchange, new LiveMessage.Commands(List.of(signer.certificate()), files));
    }
    return true;
  }

  private LiveMessage.SignedBytes signed(Command command) {
    return new LiveMessage.SignedBytes(signer.sign(CommandCheck.ROLE, CommandCodec.write(command)));
  }

  private boolean result(HttpExchange exchange) throws IOException {
    whenHeard = whenHeard == 0 ? storage.operations() : whenHeard;
    if (!takes) {
      TestServer.problem(exchange, ProblemType.UNAVAILABLE);
      return true;
    }
    try {
      LiveMessage message = LiveCodec.read(exchange.getRequestBody().readAllBytes());
      if (message instanceof LiveMessage.Envelope envelope) {
        envelopes.add(envelope);
        document(exchange, new LiveMessage.Taken(envelope.command(), envelope.number()));
      } else {
        CommandResult piece = (CommandResult) message;
        pieces.add(piece);
        document(exchange, new LiveMessage.Taken(piece.command(), piece.number()));
      }
      return true;
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void document(HttpExchange exchange, LiveMessage message) throws IOException {
    byte[] body = LiveCodec.write(message);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.platen+xml");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private void order(long counter, String kind) {
    order(counter, kind, Map.of());
  }

  private void order(long counter, String kind, Map<String, String> parameters) {
    open.add(
        new Command(
            new UUID(0x4000L, 0x8000_0000_0000_0000L + counter),
            ID,
            counter,
            kind,
            time.instant(),
            time.instant().plus(Duration.ofDays(1)),
            parameters));
  }

  private Device started(TestStorage disk) throws IOException {
    Device device =
        Device.open(
            config(disk, printers, time, server.address())
                .live(false)
                .startSpread(Duration.ZERO)
                .build(),
            heard);
    device.start();
    return device;
  }

  private List<Stage> stages() {
    return pieces.stream().map(CommandResult::stage).toList();
  }

  @Test
  void asks_behind_the_reports_of_each_cycle_and_posts_what_comes_of_a_command() throws Exception {
    // given
    try (Device device = started(storage)) {
      time.advance(Duration.ofMinutes(1));
      assertThat(questions).containsExactly("last=0&wait=0");
      List<String> first = server.requests();
      assertThat(first.get(first.size() - 1)).isEqualTo("GET /update/v1/live/poll");
      assertThat(server.clientPorts()).as("connections of a cycle").hasSize(1);

      // when
      order(7, "sync");
      time.advance(CYCLE);

      // then
      assertThat(device.health().faults()).isEmpty();
      assertThat(stages()).containsExactly(Stage.RECEIVED, Stage.DONE);
      assertThat(questions).containsExactly("last=0&wait=0", "last=0&wait=0", "last=7&wait=0");
    }
  }

  @Test
  @Verifies(positive = PLT_CMD_008, negative = PLT_CMD_005)
  void posts_in_the_next_cycle_what_could_not_be_posted_and_does_nothing_twice() throws Exception {
    // given
    order(1, "sync");
    takes = false;
    try (Device device = started(storage)) {
      time.advance(Duration.ofMinutes(1));
      assertThat(pieces).isEmpty();
      long before = heard.lines().stream().filter(each -> each.startsWith("synced")).count();

      // when
      takes = true;
      time.advance(CYCLE);

      // then: one cycle has synced, and no command
      assertThat(stages()).containsExactly(Stage.RECEIVED, Stage.DONE);
      assertThat(heard.lines().stream().filter(each -> each.startsWith("synced")).count())
          .isEqualTo(before + 1);
      assertThat(device.health().faults()).isEmpty();
    }
  }

  @Test
  @Verifies(positive = {PLT_CMD_005, PLT_CMD_008})
  void tells_after_a_restart_that_a_command_was_cut_off() throws Exception {
    // given: its power goes when the server hears that it has it
    order(1, "sync");
    try (Device device = started(storage)) {
      time.advance(Duration.ofMinutes(1));
      assertThat(device.health().faults()).isEmpty();
    }
    TestStorage left = storage.afterCrash(whenHeard, TestStorage.Unsynced.DROPPED);
    pieces.clear();
    questions.clear();

    // when
    try (Device device = started(left)) {
      time.advance(CYCLE);
      assertThat(device.health().faults()).isEmpty();
    }

    // then
    assertThat(stages()).containsExactly(Stage.RECEIVED, Stage.FAILED);
    assertThat(pieces.get(1).reason()).isEqualTo(CommandReason.INTERRUPTED.token());
    assertThat(questions).isNotEmpty().containsOnly("last=1&wait=0");
  }

  /** Two printers, and pages on both behind the cycle in which the command comes. */
  private Device printing(String address) throws IOException {
    server.withEntries(OneDevice.ENTRY);
    printers.put("10.0.0.5", "SN-5", 100).put("10.0.0.6", "SN-6", 200);
    order(1, "read", Map.of("address", address));
    whenAsked =
        () -> {
          printers.put("10.0.0.5", "SN-5", 101).put("10.0.0.6", "SN-6", 201);
          whenAsked = () -> {};
        };
    return started(storage);
  }

  @Test
  @Verifies(positive = PLT_CMD_028, negative = PLT_CMD_028)
  void reads_the_printer_that_a_command_names_and_no_other() throws Exception {
    try (Device device = printing("10.0.0.6")) {
      // when
      time.advance(Duration.ofMinutes(1));

      // then
      assertThat(device.health().faults()).isEmpty();
      assertThat(stages()).containsExactly(Stage.RECEIVED, Stage.DONE);
      assertThat(printers.asked()).containsExactly("10.0.0.5", "10.0.0.6", "10.0.0.6");
      assertThat(server.reports()).hasSize(2);
      Report report = server.reports().get(1);
      assertThat(report.kind()).isEqualTo(Report.Kind.DELTA);
      assertThat(report.removed()).isEmpty();
      assertThat(pages(report)).containsExactly(201L);

      // when: the other's pages are news of the next cycle
      time.advance(CYCLE);

      // then
      assertThat(server.reports()).hasSize(3);
      assertThat(pages(server.reports().get(2))).containsExactly(101L);
    }
  }

  private static List<Long> pages(Report report) {
    return report.printers().stream()
        .flatMap(each -> each.meters().stream())
        .map(Meter::value)
        .toList();
  }

  @Test
  void says_that_the_printer_of_a_command_does_not_answer_and_goes_on_with_what_it_knows()
      throws Exception {
    try (Device device = printing("10.0.0.6")) {
      // given
      Runnable pages = whenAsked;
      whenAsked =
          () -> {
            pages.run();
            printers.switchOff("10.0.0.6");
          };

      // when
      time.advance(Duration.ofMinutes(1));

      // then
      assertThat(device.health().faults()).isEmpty();
      assertThat(stages()).containsExactly(Stage.RECEIVED, Stage.FAILED);
      assertThat(pieces.get(1).reason()).isEqualTo(CommandReason.UNREACHABLE.token());
      assertThat(server.reports()).hasSize(1);
    }
  }

  @Test
  @Verifies(positive = PLT_CMD_030, negative = PLT_CMD_030)
  void seals_what_it_posts() throws Exception {
    // given
    server.sealing(AUTHORITY.sealing("test-server"));
    order(1, "sync");

    // when
    try (Device device = started(storage)) {
      time.advance(Duration.ofMinutes(1));
      assertThat(device.health().faults()).isEmpty();
    }

    // then
    assertThat(pieces).isEmpty();
    assertThat(envelopes).extracting(LiveMessage.Envelope::number).containsExactly(1L, 2L);
  }

  @Test
  @Verifies(negative = PLT_LNK_013)
  void lets_a_server_alone_that_asks_to_wait() throws Exception {
    // given
    instead = ProblemType.UNAVAILABLE;
    try (Device device = started(storage)) {
      // when
      time.advance(Duration.ofHours(9));

      // then
      assertThat(questions).hasSize(1);
      instead = null;
      time.advance(Duration.ofDays(1));
      assertThat(questions).hasSizeGreaterThan(1);
      assertThat(device.health().faults()).isEmpty();
    }
  }

  @Test
  void asks_nothing_while_it_is_cut_off() throws Exception {
    // given
    server.instead(
        exchange -> {
          TestServer.problem(exchange, ProblemType.DEVICE_INACTIVE);
          return true;
        });

    // when
    try (Device device = started(storage)) {
      time.advance(Duration.ofDays(2));
      assertThat(device.health().faults()).isEmpty();
    }

    // then
    assertThat(server.requests()).isNotEmpty().containsOnly("GET /download/v1/sync");
  }
}
