package io.platen.device.heartbeat;

import static io.platen.protocol.Requirement.PLT_HBT_003;
import static io.platen.protocol.Requirement.PLT_HBT_004;
import static io.platen.protocol.Requirement.PLT_HBT_005;
import static io.platen.protocol.Requirement.PLT_HBT_006;
import static io.platen.protocol.Requirement.PLT_HBT_007;
import static io.platen.protocol.Requirement.PLT_HBT_009;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.testing.SimulatedNetwork;
import io.platen.device.testing.TestRegistry;
import io.platen.device.testing.TestStreams;
import io.platen.protocol.Verifies;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.sync.Heartbeat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class HeartbeatSenderTest {
  private static final InetSocketAddress FIRST = new InetSocketAddress("192.0.2.53", 53);
  private static final InetSocketAddress SECOND = new InetSocketAddress("192.0.2.54", 53);
  private static final Heartbeat BY = heartbeat((byte) 7);

  private final SimulatedNetwork network = new SimulatedNetwork();
  private final TestRegistry registry = new TestRegistry(BY);
  private final Memory memory = new Memory();
  private TestStreams streams = new TestStreams(sent -> null);

  private static Heartbeat heartbeat(byte first) {
    byte[] secret = new byte[HeartbeatKeys.SECRET_BYTES];
    secret[0] = first;
    return new Heartbeat("hb.example", Duration.ofHours(1), secret);
  }

  /** What a restart leaves. */
  private static final class Memory implements HeartbeatMemory {
    private byte[] value;
    private boolean full;

    @Override
    public Optional<byte[]> find() {
      return Optional.ofNullable(value);
    }

    @Override
    public void keep(byte[] next) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      value = next;
    }
  }

  private HeartbeatSender sender() {
    return new HeartbeatSender(
        memory, network, streams, () -> List.of(FIRST, SECOND), new Random(1));
  }

  private List<Message> questions() {
    return network.sent().stream().map(each -> TestRegistry.parsed(each.payload())).toList();
  }

  private static ByteBuffer wire(Message message) {
    return ByteBuffer.wrap(message.toWire());
  }

  @Test
  @Verifies(positive = {PLT_HBT_003, PLT_HBT_007})
  void sends_the_next_name_each_time_and_hears_that_it_was_heard() throws Exception {
    // given
    network.with(FIRST, registry);
    HeartbeatSender sender = sender();

    // when
    List<HeartbeatOutcome> outcomes = List.of(sender.send(BY), sender.send(BY));

    // then
    assertThat(outcomes).containsOnly(HeartbeatOutcome.HEARD);
    assertThat(registry.counters()).containsExactly(0L, 1L);
    assertThat(registry.names().get(0).split("\\."))
        .startsWith(BY.keys().id(0), "00")
        .endsWith("hb", "example");
  }

  @Test
  @Verifies(positive = PLT_HBT_004)
  void goes_on_with_its_counter_after_a_restart() throws Exception {
    // given
    network.with(FIRST, registry);
    sender().send(BY);

    // when
    sender().send(BY);

    // then
    assertThat(registry.counters()).containsExactly(0L, 1L);
  }

  @Test
  void sends_nothing_more_when_its_counter_has_come_to_its_end() throws Exception {
    // given: what it keeps is the next counter and a mark of the secret
    network.with(FIRST, registry);
    sender().send(BY);
    ByteBuffer.wrap(memory.value).putLong(HeartbeatKeys.LAST + 1);

    // when
    HeartbeatOutcome outcome = sender().send(BY);

    // then
    assertThat(outcome).isEqualTo(HeartbeatOutcome.UNANSWERED);
    assertThat(network.sent()).hasSize(1);
  }

  @Test
  @Verifies(negative = PLT_HBT_004)
  void sends_nothing_when_its_counter_cannot_be_kept() {
    // given
    network.with(FIRST, registry);
    memory.full = true;

    // when
    assertThatThrownBy(() -> sender().send(BY)).isInstanceOf(IOException.class);

    // then
    assertThat(network.sent()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_HBT_003)
  void begins_anew_with_another_secret() throws Exception {
    // given
    Heartbeat other = heartbeat((byte) 8);
    TestRegistry theirs = new TestRegistry(other);
    network.with(FIRST, registry);
    sender().send(BY);
    sender().send(BY);
    network.with(FIRST, theirs);

    // when
    HeartbeatOutcome outcome = sender().send(other);

    // then
    assertThat(outcome).isEqualTo(HeartbeatOutcome.HEARD);
    assertThat(theirs.counters()).containsExactly(0L);
  }

  @Test
  @Verifies(
      positive = {PLT_HBT_005, PLT_HBT_006},
      negative = PLT_HBT_005)
  void asks_the_sites_resolvers_for_a_name_and_says_nothing_else() throws Exception {
    // given
    network.with(SECOND, registry);

    // when
    HeartbeatOutcome outcome = sender().send(BY);

    // then
    assertThat(outcome).isEqualTo(HeartbeatOutcome.HEARD);
    assertThat(network.sent()).extracting(SimulatedNetwork.Sent::to).containsExactly(FIRST, SECOND);
    assertThat(questions()).hasSize(2).allSatisfy(HeartbeatSenderTest::isBare);
    assertThat(questions().get(0).getQuestion()).isEqualTo(questions().get(1).getQuestion());
  }

  private static void isBare(Message question) {
    assertThat(question.getQuestion().getType()).isEqualTo(Type.TXT);
    assertThat(question.getHeader().getFlag(Flags.RD)).isTrue();
    assertThat(
            Stream.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL)
                .flatMap(section -> question.getSection(section).stream()))
        .isEmpty();
  }

  @Test
  @Verifies(negative = PLT_HBT_006)
  void sends_nothing_where_the_site_has_no_resolver() throws Exception {
    // given
    HeartbeatSender sender = new HeartbeatSender(memory, network, streams, List::of, new Random(1));

    // when
    HeartbeatOutcome outcome = sender.send(BY);

    // then
    assertThat(outcome).isEqualTo(HeartbeatOutcome.UNANSWERED);
    assertThat(network.sent()).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_HBT_007)
  void waits_for_the_right_answer_behind_forged_ones() throws Exception {
    // given
    network.with(
        FIRST,
        datagram -> {
          Message asked = TestRegistry.parsed(datagram.duplicate());
          Message foreign = TestRegistry.answer(asked, "fine aaaaaaaaaaaaaaaa");
          Message gone = TestRegistry.answered(asked);
          gone.getHeader().setRcode(Rcode.NXDOMAIN);
          Message otherId = registry.answer(datagram.duplicate());
          otherId.getHeader().setID(asked.getHeader().getID() ^ 1);
          return List.of(
              ByteBuffer.wrap(new byte[] {1, 2, 3}),
              ByteBuffer.wrap(new byte[0]),
              wire(foreign),
              wire(gone),
              wire(otherId),
              wire(TestRegistry.answer(asked, BY.keys().answer(0, HeartbeatAnswer.SYNC))));
        });

    // when
    HeartbeatOutcome outcome = sender().send(BY);

    // then
    assertThat(outcome).isEqualTo(HeartbeatOutcome.SYNC);
  }

  @Test
  @Verifies(negative = PLT_HBT_007)
  void does_not_take_the_answer_to_an_earlier_heartbeat() throws Exception {
    // given
    String earlier = BY.keys().answer(0, HeartbeatAnswer.FINE);
    network.with(FIRST, registry);
    sender().send(BY);
    network.with(
        FIRST,
        datagram -> List.of(wire(TestRegistry.answer(TestRegistry.parsed(datagram), earlier))));

    // when
    HeartbeatOutcome outcome = sender().send(BY);

    // then
    assertThat(outcome).isEqualTo(HeartbeatOutcome.UNANSWERED);
  }

  @Test
  void says_that_the_name_is_unknown_where_a_resolver_says_so() throws Exception {
    // given
    network.with(FIRST, new TestRegistry(heartbeat((byte) 9)));

    // when
    HeartbeatOutcome outcome = sender().send(BY);

    // then
    assertThat(outcome).isEqualTo(HeartbeatOutcome.UNKNOWN);
  }

  @Test
  void comes_by_tcp_where_the_answer_was_cut_off() throws Exception {
    // given
    network.with(FIRST, HeartbeatSenderTest::cutOff);
    streams = new TestStreams(this::framed);

    // when
    HeartbeatOutcome outcome = sender().send(BY);

    // then
    assertThat(outcome).isEqualTo(HeartbeatOutcome.HEARD);
    assertThat(registry.counters()).containsExactly(0L);
  }

  private static List<ByteBuffer> cutOff(ByteBuffer datagram) {
    Message answer = TestRegistry.answered(TestRegistry.parsed(datagram));
    answer.getHeader().setFlag(Flags.TC);
    return List.of(wire(answer));
  }

  private InputStream framed(String sent) {
    byte[] bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
    byte[] answer =
        registry.answer(ByteBuffer.wrap(bytes, Short.BYTES, bytes.length - Short.BYTES)).toWire();
    byte[] framed = new byte[Short.BYTES + answer.length];
    ByteBuffer.wrap(framed).putShort((short) answer.length).put(answer);
    return new ByteArrayInputStream(framed);
  }

  @Test
  void gives_up_a_resolver_that_answers_a_byte_a_second() throws Exception {
    // given
    network.with(FIRST, HeartbeatSenderTest::cutOff);
    streams = new TestStreams(this::framed).slow(Duration.ofSeconds(1));

    // when
    HeartbeatOutcome outcome = sender().send(BY);

    // then
    assertThat(outcome).isEqualTo(HeartbeatOutcome.UNANSWERED);
    assertThat(streams.bytesRead()).isLessThan(100);
  }

  @Test
  void does_not_wait_for_an_answer_that_comes_late() throws Exception {
    // given
    network.with(FIRST, registry, Duration.ofSeconds(4));
    network.with(SECOND, registry, Duration.ofSeconds(4));

    // when
    HeartbeatOutcome outcome = sender().send(BY);

    // then
    assertThat(outcome).isEqualTo(HeartbeatOutcome.UNANSWERED);
    assertThat(network.sent()).hasSize(4);
  }

  @Test
  @Verifies(positive = PLT_HBT_009)
  void goes_on_above_the_highest_counter_when_it_has_lost_its_own() throws Exception {
    // given
    network.with(FIRST, registry.heard(100));
    HeartbeatSender sender = sender();

    // when
    List<HeartbeatOutcome> outcomes = List.of(sender.send(BY), sender.send(BY));

    // then
    assertThat(outcomes).containsExactly(HeartbeatOutcome.STALE, HeartbeatOutcome.HEARD);
    assertThat(registry.counters()).containsExactly(0L, 101L);
  }

  @Test
  @Verifies(negative = PLT_HBT_009)
  void never_goes_back_because_of_an_answer() throws Exception {
    // given
    network.with(FIRST, registry);
    sender().send(BY);
    sender().send(BY);
    network.with(
        FIRST,
        datagram -> {
          Message asked = TestRegistry.parsed(datagram);
          String text = BY.keys().answer(2, HeartbeatAnswer.stale(0));
          return List.of(wire(TestRegistry.answer(asked, text)));
        });
    sender().send(BY);
    network.with(FIRST, registry);

    // when
    sender().send(BY);

    // then
    assertThat(registry.counters()).containsExactly(0L, 1L, 3L);
  }
}
