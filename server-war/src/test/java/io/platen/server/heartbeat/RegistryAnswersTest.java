package io.platen.server.heartbeat;

import static io.platen.protocol.Requirement.PLT_HBT_020;
import static io.platen.protocol.Requirement.PLT_HBT_021;
import static io.platen.protocol.Requirement.PLT_HBT_022;
import static io.platen.protocol.Requirement.PLT_HBT_026;
import static io.platen.protocol.Requirement.PLT_HBT_028;
import static io.platen.protocol.Requirement.PLT_HBT_029;
import static io.platen.protocol.Requirement.PLT_HBT_030;
import static io.platen.protocol.Requirement.PLT_HBT_031;
import static io.platen.protocol.Requirement.PLT_HBT_033;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.heartbeat.HeartbeatName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class RegistryAnswersTest {
  private static final HeartbeatKeys KEYS = HeartbeatKeys.of(new byte[32]);
  private static final String KNOWN = KEYS.name(5, RegistryBench.ZONE).text();

  private final List<HeartbeatName> heard = new ArrayList<>();
  private final RegistryAnswers answers =
      new RegistryAnswers(
          RegistryBench.ZONE,
          "fleet.example",
          new RegistryAnswers.Hearing() {
            @Override
            public Optional<String> hear(HeartbeatName name, String from) {
              heard.add(name);
              return knows(name)
                  ? Optional.of(KEYS.answer(5, HeartbeatAnswer.FINE))
                  : Optional.empty();
            }

            @Override
            public boolean knows(HeartbeatName name) {
              return name.text().equals(KNOWN);
            }
          });

  private Message ask(String name, int type) {
    return RegistryBench.ask(answers, RegistryBench.question(name, type));
  }

  @Test
  @Verifies(positive = {PLT_HBT_020, PLT_HBT_021, PLT_HBT_031})
  void answers_a_heartbeat_with_authority_without_recursion_and_for_no_time() {
    // given
    Message question = RegistryBench.question(KNOWN, Type.TXT);

    // when
    Message answer = RegistryBench.ask(answers, question);

    // then
    assertThat(RegistryBench.text(answer)).startsWith("fine ");
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
    assertThat(answer.getHeader().getFlag(Flags.RD)).isTrue();
    assertThat(answer.getSection(Section.ANSWER)).extracting(Record::getTTL).containsExactly(0L);
    assertThat(answer.getHeader().getID()).isEqualTo(question.getHeader().getID());
  }

  @Test
  @Verifies(positive = PLT_HBT_029)
  void knows_a_name_in_any_case_and_gives_it_back_as_it_was_asked() {
    // given
    String mixed = KNOWN.substring(0, 9).toUpperCase(Locale.ROOT) + KNOWN.substring(9);

    // when
    Message answer = ask(mixed, Type.TXT);

    // then
    assertThat(answer.getQuestion().getName().toString(true)).isEqualTo(mixed);
    assertThat(RegistryBench.text(answer)).startsWith("fine ");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"example", "www.hb.example.org", "other.example", "."})
  @Verifies(negative = {PLT_HBT_020, PLT_HBT_021})
  void refuses_names_outside_its_zone(String name) throws Exception {
    // given
    Name asked = name.equals(".") ? Name.root : Name.fromString(name + ".");

    // when
    Message answer =
        RegistryBench.ask(answers, Message.newQuery(Record.newRecord(asked, Type.A, DClass.IN)));

    // then
    assertThat(answer.getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
  }

  @ParameterizedTest(name = "type {0}")
  @ValueSource(ints = {Type.AXFR, Type.IXFR})
  @Verifies(negative = PLT_HBT_020)
  void refuses_to_give_its_zone_away(int type) {
    // given
    Message question = RegistryBench.question(RegistryBench.ZONE, type);

    // when
    Message answer = RegistryBench.ask(answers, question);

    // then
    assertThat(answer.getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @ParameterizedTest(name = "{0}: {1} answers, {2} authorities")
  @CsvSource({"SOA,1,0", "NS,1,0", "ANY,1,0", "A,0,1", "TXT,0,1"})
  void answers_for_the_zone_itself(String type, int answered, int authorities) {
    // given
    int asked = Type.value(type);

    // when
    Message answer = ask(RegistryBench.ZONE, asked);

    // then
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.getSection(Section.ANSWER)).hasSize(answered);
    assertThat(answer.getSection(Section.AUTHORITY)).hasSize(authorities);
  }

  @Test
  @Verifies(positive = PLT_HBT_022)
  void says_of_a_name_that_no_device_has_that_it_does_not_exist() {
    // given
    String unknown = KEYS.name(6, RegistryBench.ZONE).text();

    // when
    Message answer = ask(unknown, Type.TXT);

    // then
    assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(answer.getSection(Section.AUTHORITY))
        .extracting(Record::getType)
        .containsExactly(Type.SOA);
    assertThat(ask("www." + RegistryBench.ZONE, Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  @Verifies(positive = PLT_HBT_033, negative = PLT_HBT_033)
  void says_of_the_end_of_a_heartbeats_name_that_it_exists_and_has_nothing() {
    // given
    String tag = KNOWN.split("\\.", -1)[2] + "." + RegistryBench.ZONE;

    // when
    List<Message> asked = List.of(ask(tag, Type.A), ask("05." + tag, Type.NS), ask(KNOWN, Type.A));

    // then
    assertThat(asked)
        .allSatisfy(
            answer -> {
              assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
              assertThat(answer.getSection(Section.ANSWER)).isEmpty();
              assertThat(answer.getSection(Section.AUTHORITY)).hasSize(1);
            });
    assertThat(heard).isEmpty();
    assertThat(ask("99." + tag, Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  @Verifies(negative = PLT_HBT_030)
  void does_not_answer_an_answer() {
    // given
    Message answer = RegistryBench.question(KNOWN, Type.TXT);
    answer.getHeader().setFlag(Flags.QR);
    byte[] broken = Arrays.copyOf(answer.toWire(), 20);

    // when
    Optional<byte[]> said = answers.answer(answer.toWire(), "192.0.2.9");

    // then
    assertThat(said).isEmpty();
    assertThat(answers.answer(broken, "192.0.2.9")).isEmpty();
    assertThat(RegistryAnswers.comeByTcp(answer.toWire())).isEmpty();
  }

  @ParameterizedTest(name = "cut to {0} bytes")
  @ValueSource(ints = {0, 5, 11, 12, 13, 30, 60})
  @Verifies(positive = PLT_HBT_030)
  void answers_a_message_that_was_cut_with_an_error_where_it_has_a_header(int length) {
    // given
    byte[] cut = Arrays.copyOf(RegistryBench.question(KNOWN, Type.TXT).toWire(), length);

    // when
    Optional<byte[]> answer = answers.answer(cut, "192.0.2.9");

    // then
    assertThat(answer.map(each -> RegistryBench.parsed(each).getRcode()))
        .isEqualTo(length < 12 ? Optional.empty() : Optional.of(Rcode.FORMERR));
    assertThat(heard).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_HBT_030)
  void refuses_what_is_no_single_question() throws Exception {
    // given
    Message none = new Message(7);
    Message two = RegistryBench.question(KNOWN, Type.TXT);
    two.addRecord(
        Record.newRecord(Name.fromString("hb.example."), Type.SOA, DClass.IN), Section.QUESTION);
    Message update = RegistryBench.question(KNOWN, Type.TXT);
    update.getHeader().setOpcode(Opcode.UPDATE);
    Message chaos =
        Message.newQuery(Record.newRecord(Name.fromString(KNOWN + "."), Type.TXT, DClass.CH));
    Message extended = RegistryBench.question(KNOWN, Type.TXT);
    extended.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);

    // when
    List<Integer> codes =
        List.of(none, two, update, chaos, extended).stream()
            .map(each -> RegistryBench.ask(answers, each).getRcode())
            .toList();

    // then
    assertThat(codes)
        .containsExactly(Rcode.FORMERR, Rcode.FORMERR, Rcode.NOTIMP, Rcode.REFUSED, Rcode.BADVERS);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest(name = "{0} of type {1}")
  @CsvSource({
    "hb.example,ANY",
    "hb.example,SOA",
    "hb.example,NS",
    "hb.example,TXT",
    "www.hb.example,A",
    "x.hb.example,ANY",
    "com,ANY",
    "a.b.c.d.e.f.hb.example,A"
  })
  @Verifies(positive = PLT_HBT_026)
  void gives_no_more_than_three_times_what_it_was_asked(String name, String type) {
    // given
    byte[] question = RegistryBench.question(name, Type.value(type)).toWire();

    // when
    byte[] answer = answers.answer(question, "192.0.2.9").orElseThrow();

    // then
    assertThat(RegistryAnswers.isModest(question, answer)).isTrue();
  }

  @Test
  @Verifies(negative = PLT_HBT_026)
  void an_answer_that_is_too_large_for_its_question_is_not_modest() {
    // given
    byte[] question = new byte[30];

    // when
    boolean three = RegistryAnswers.isModest(question, new byte[90]);
    boolean more = RegistryAnswers.isModest(question, new byte[91]);

    // then
    assertThat(three).isTrue();
    assertThat(more).isFalse();
    assertThat(RegistryAnswers.isModest(new byte[400], new byte[513])).isFalse();
  }

  @Test
  @Verifies(positive = PLT_HBT_028, negative = PLT_HBT_028)
  void bounds_what_one_network_is_answered_and_lets_it_come_by_tcp() throws UnknownHostException {
    // given
    SourceRates rates = new SourceRates();
    InetAddress one = InetAddress.getByName("192.0.2.1");
    InetAddress neighbour = InetAddress.getByName("192.0.2.77");
    InetAddress other = InetAddress.getByName("198.51.100.1");
    for (int i = 0; i < 200; i++) {
      rates.look(one, Duration.ZERO);
    }

    // when
    List<SourceRates.Verdict> beyond =
        List.of(rates.look(neighbour, Duration.ZERO), rates.look(one, Duration.ZERO));

    // then
    assertThat(beyond).containsExactly(SourceRates.Verdict.COME_BY_TCP, SourceRates.Verdict.DROP);
    assertThat(rates.look(other, Duration.ZERO)).isEqualTo(SourceRates.Verdict.ANSWER);
    assertThat(rates.look(one, Duration.ofSeconds(1))).isEqualTo(SourceRates.Verdict.ANSWER);
  }

  @Test
  void says_come_by_tcp_in_as_few_bytes_as_the_question() {
    // given
    byte[] question = RegistryBench.question(KNOWN, Type.TXT).toWire();

    // when
    byte[] answer = RegistryAnswers.comeByTcp(question).orElseThrow();

    // then
    assertThat(answer).hasSameSizeAs(question);
    assertThat(RegistryBench.parsed(answer).getHeader().getFlag(Flags.TC)).isTrue();
  }
}
