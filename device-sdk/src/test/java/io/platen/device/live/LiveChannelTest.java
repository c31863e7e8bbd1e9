package io.platen.device.live;

import static io.platen.protocol.Requirement.PLT_LIV_001;
import static io.platen.protocol.Requirement.PLT_LIV_004;
import static io.platen.protocol.Requirement.PLT_LIV_005;
import static io.platen.protocol.Requirement.PLT_LIV_006;
import static io.platen.protocol.Requirement.PLT_LIV_008;
import static io.platen.protocol.Requirement.PLT_LIV_010;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.command.Hands;
import io.platen.device.command.ResultForm;
import io.platen.device.identity.LocalKey;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.HostsSeen;
import io.platen.device.link.Link;
import io.platen.device.link.LiveSockets;
import io.platen.device.port.Keys;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.LiveServer;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestStorage;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.OrderSigner;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The device's side of the channel against a server over real TLS. */
class LiveChannelTest {
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  private final LiveServer server = new LiveServer(AUTHORITY.server(), AUTHORITY.certificate());
  private final ThreadScheduler scheduler = new ThreadScheduler("live-test");
  private final BlockingQueue<Form> opened = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private final Instant now = Clock.systemUTC().instant();
  private OrderSigner signer;
  private DeviceStore store;
  private LiveChannel channel;
  private Link streams;
  private Link results;

  @BeforeEach
  void open() throws Exception {
    signer = OrderSigner.issue(AUTHORITY.certificate(), AUTHORITY.key(), now, Duration.ofDays(1));
    SecureRandom random = new SecureRandom();
    TestStorage storage = new TestStorage();
    store = DeviceStore.open(storage, LocalKey.load(storage, random), random);
    TestAuthority.Issued own = AUTHORITY.device(DEVICE);
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
    CommandDesk desk =
        new CommandDesk(
            DEVICE,
            keys,
            store,
            ResultForm.OPEN,
            Clock.systemUTC(),
            scheduler,
            Hands.inTurn(Map.of("read", (command, progress) -> Outcome.done("read"))),
            problem -> {});
    DeviceClock clock = new DeviceClock(Clock.systemUTC());
    HostsSeen nobody = new HostsSeen(List.of());
    streams = new Link(keys, null, new Apache5ConnectorProvider(), clock).mutual().forStreams();
    results = new Link(keys, null, new Apache5ConnectorProvider(), clock).mutual();
    channel =
        LiveChannel.of(
            new LiveChannel.Connections(
                new LiveSockets(keys, null, clock, nobody), streams, results),
            new LiveMessage.Hello(DEVICE, 0, "test 1"),
            () -> List.of(server.address()),
            desk,
            scheduler,
            new Impatient(),
            new LiveChannel.Listener() {
              @Override
              public void opened(URI host, Form form) {
                opened.add(form);
              }

              @Override
              public void ended(String why) {
                ended.add(why);
              }
            });
  }

  /** Waits are as short as they may be; the rest is as random as ever. */
  private static final class Impatient extends SecureRandom {
    private static final long serialVersionUID = 1;

    @Override
    public long nextLong(long bound) {
      return 0;
    }
  }

  @AfterEach
  void close() {
    channel.close();
    streams.close();
    results.close();
    scheduler.close();
    store.close();
    server.close();
  }

  private Command command(int counter) {
    return new Command(
        new UUID(0x4000L, 0x8000_0000_0000_0000L + counter),
        DEVICE,
        counter,
        "read",
        now,
        now.plus(Duration.ofMinutes(10)),
        Map.of());
  }

  private String why() throws InterruptedException {
    return String.valueOf(ended.poll(20, TimeUnit.SECONDS));
  }

  @Test
  @Verifies(positive = PLT_LIV_001)
  void says_who_it_is_does_what_it_is_asked_and_goes_on_behind_it_after_a_break() throws Exception {
    // given
    channel.allow();
    LiveServer.Session session = server.next();
    LiveMessage first = session.heard();

    // when
    session.order(signer, command(1));
    CommandResult received = session.takes();
    CommandResult done = session.takes();
    session.end(LiveClose.LEAVING.code());
    LiveMessage again = server.next().heard();

    // then
    assertThat(first).isEqualTo(new LiveMessage.Hello(DEVICE, 0, "test 1"));
    assertThat(received.stage()).isEqualTo(Stage.RECEIVED);
    assertThat(done.stage()).isEqualTo(Stage.DONE);
    assertThat(again).isEqualTo(new LiveMessage.Hello(DEVICE, 1, "test 1"));
  }

  @Test
  @Verifies(negative = PLT_LIV_001)
  void sends_what_was_not_taken_again_over_the_next_channel() throws Exception {
    // given
    channel.allow();
    LiveServer.Session session = server.next();
    session.heard();
    session.order(signer, command(1));
    session.heard(); // and is not taken

    // when
    session.end(LiveClose.LEAVING.code());
    LiveServer.Session next = server.next();

    // then
    assertThat(next.heard()).isEqualTo(new LiveMessage.Hello(DEVICE, 1, "test 1"));
    assertThat(next.takes().stage()).isEqualTo(Stage.RECEIVED);
    assertThat(next.takes().stage()).isEqualTo(Stage.DONE);
  }

  @Test
  @Verifies(positive = PLT_LIV_006, negative = PLT_LIV_006)
  void gives_a_sign_of_life_in_silence_and_leaves_a_server_that_gives_none() throws Exception {
    // given: a server whose welcome asks for that after one second, and three
    channel.allow();
    LiveServer.Session session = server.next();

    // when: it says nothing more
    int sign = session.control();
    LiveServer.Session next = server.next();

    // then
    assertThat(sign).isEqualTo(9);
    assertThat(why()).contains("Nothing has come");
    assertThat(next.heard()).isInstanceOf(LiveMessage.Hello.class);
  }

  @Test
  @Verifies(positive = PLT_LIV_008, negative = PLT_LIV_008)
  void opens_no_channel_after_it_was_deactivated_until_a_cycle_says_so() throws Exception {
    // given
    channel.allow();
    LiveServer.Session session = server.next();
    session.heard();

    // when
    session.end(LiveClose.INACTIVE.code());
    String why = why();

    // then
    assertThat(why).contains("4003");
    assertThat(ended).isEmpty();
    assertThat(server.hasNoOther()).isTrue();
    channel.allow();
    assertThat(server.next().heard()).isInstanceOf(LiveMessage.Hello.class);
  }

  @Test
  @Verifies(positive = PLT_LIV_010, negative = PLT_LIV_010)
  void leaves_a_server_that_sends_no_document_or_too_large_a_one() throws Exception {
    // given
    channel.allow();
    LiveServer.Session first = server.next();
    first.heard();

    // when
    first.frame(0x81, "no document".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    int code = first.control();
    LiveServer.Session second = server.next();
    second.heard();
    second.announce(300_000);
    int tooLarge = second.control();

    // then
    assertThat(code).isEqualTo(LiveClose.PROTOCOL.code());
    assertThat(tooLarge).isEqualTo(WebSocket.TOO_LARGE);
    assertThat(server.next().heard()).isInstanceOf(LiveMessage.Hello.class);
  }

  @Test
  @Verifies(positive = PLT_LIV_005, negative = PLT_LIV_005)
  void waits_longer_with_each_failure_up_to_five_minutes() {
    // given: a source that gives the largest number
    RandomGenerator most =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return -1;
          }

          @Override
          public long nextLong(long bound) {
            return bound - 1;
          }
        };

    // then
    assertThat(
            List.of(0, 1, 2, 8, 9, 1000).stream()
                .map(failures -> LiveChannel.wait(failures, most).toMillis())
                .toList())
        .containsExactly(1000L, 2000L, 4000L, 256_000L, 300_000L, 300_000L);
    assertThat(LiveChannel.wait(3, new Impatient())).isZero();
  }

  @Test
  @Verifies(positive = PLT_LIV_004, negative = PLT_LIV_004)
  void falls_back_to_events_and_to_poll_where_something_lets_the_form_before_not_through()
      throws Exception {
    // given: a proxy that knows no upgrade, and one that lets no events through either
    server.instead("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    String welcome =
        Base64.getEncoder()
            .encodeToString(
                LiveCodec.write(
                    new LiveMessage.Welcome(now, Duration.ofSeconds(30), Duration.ofSeconds(90))));
    server.answers(
        "/update/v1/live/events",
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
            + "data: "
            + welcome
            + "\n\n");

    // when
    channel.allow();
    Form first = opened.poll(20, TimeUnit.SECONDS);
    server.answers("/update/v1/live/events", "HTTP/1.1 502 Bad Gateway\r\n\r\n");
    server.answers("/update/v1/live/poll", "HTTP/1.1 204 No Content\r\n\r\n");
    server.hangUp();
    Form second = opened.poll(20, TimeUnit.SECONDS);

    // then
    assertThat(first).isEqualTo(Form.EVENTS);
    assertThat(second).isEqualTo(Form.POLL);
  }

  @Test
  void is_closed_at_once_while_it_waits_for_the_server() throws Exception {
    // given
    channel.allow();
    server.next().heard();

    // when
    channel.close();
    scheduler.close();

    // then
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .doesNotContain("live-test-live");
  }
}
