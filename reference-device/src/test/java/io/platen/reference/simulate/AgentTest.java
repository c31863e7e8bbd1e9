package io.platen.reference.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

class AgentTest {
  private static final List<String> SMALL = List.of("1.3.1|2|1", "1.3.2|70|2", "1.3.3|4|three");

  @Test
  void v1_get_of_a_missing_object_is_no_such_name_with_its_position() {
    // when
    PDU answer = v1(PDU.GET, SMALL, "1.3.1", "1.3.9", "1.3.3");
    // then
    assertThat(answer.getErrorStatus()).isEqualTo(PDU.noSuchName);
    assertThat(answer.getErrorIndex()).isEqualTo(2);
    assertThat(answer.size()).isEqualTo(3);
  }

  @Test
  void v2c_get_of_a_missing_object_gives_an_exception_beside_the_values() {
    // when
    PDU answer = v2c(PDU.GET, SMALL, "1.3.1", "1.3.9", "1.3.3");
    // then
    assertThat(answer.getErrorStatus()).isEqualTo(PDU.noError);
    assertThat(texts(answer)).containsExactly("1", "noSuchInstance", "three");
  }

  @Test
  void v1_get_next_behind_the_last_object_is_no_such_name() {
    assertThat(v1(PDU.GETNEXT, SMALL, "1.3.3").getErrorStatus()).isEqualTo(PDU.noSuchName);
  }

  @Test
  void v2c_get_next_behind_the_last_object_is_the_end_of_the_view() {
    assertThat(texts(v2c(PDU.GETNEXT, SMALL, "1.3.3"))).containsExactly("endOfMibView");
  }

  @Test
  void v1_knows_no_counter64() {
    assertThat(v1(PDU.GET, SMALL, "1.3.2").getErrorStatus()).isEqualTo(PDU.noSuchName);
    assertThat(texts(v1(PDU.GETNEXT, SMALL, "1.3.1"))).containsExactly("three");
  }

  @Test
  void v1_with_too_much_is_too_big_with_the_variables_of_the_request() {
    // when
    PDU answer = v1(PDU.GET, large("# max-size=484"), oids(12));
    // then
    assertThat(answer.getErrorStatus()).isEqualTo(PDU.tooBig);
    assertThat(answer.getErrorIndex()).isZero();
    assertThat(answer.size()).isEqualTo(12);
  }

  @Test
  void v2c_with_too_much_is_too_big_without_variables() {
    // when
    PDU answer = v2c(PDU.GET, large("# max-size=484"), oids(12));
    // then
    assertThat(answer.getErrorStatus()).isEqualTo(PDU.tooBig);
    assertThat(answer.size()).isZero();
  }

  @Test
  void a_bulk_answers_single_ones_first_and_then_rows() {
    // given
    PDU bulk = pdu(PDU.GETBULK, "1.3.0", "1.3.1", "1.3.2");
    bulk.setNonRepeaters(1);
    bulk.setMaxRepetitions(5);
    // when
    PDU answer = ask(Message.V2C, bulk, SMALL);
    // then
    assertThat(texts(answer))
        .containsExactly(
            "1", "2", "three", "three", "endOfMibView", "endOfMibView", "endOfMibView");
  }

  @Test
  void a_bulk_gets_shorter_until_it_fits() {
    // given
    PDU bulk = pdu(PDU.GETBULK, "1.3.0");
    bulk.setMaxRepetitions(20);
    // when
    Message answer = message(Message.V2C, bulk, large("# max-size=484"));
    // then
    assertThat(answer.size()).isBetween(430, 484);
    assertThat(answer.pdu().getErrorStatus()).isEqualTo(PDU.noError);
  }

  @Test
  void an_agent_may_refuse_a_bulk_that_does_not_fit() {
    // given
    PDU bulk = pdu(PDU.GETBULK, "1.3.0");
    bulk.setMaxRepetitions(20);
    // when
    PDU answer = message(Message.V2C, bulk, large("# max-size=484", "# bulk-too-big")).pdu();
    // then
    assertThat(answer.getErrorStatus()).isEqualTo(PDU.tooBig);
  }

  @Test
  void an_agent_without_bulk_stays_silent() {
    // given
    PDU bulk = pdu(PDU.GETBULK, "1.3.0");
    bulk.setMaxRepetitions(1);
    // then
    assertThat(agent(large("# no-bulk")).answer(request(Message.V2C, bulk))).isEmpty();
    assertThat(v2c(PDU.GETNEXT, large("# no-bulk"), "1.3.0").size()).isEqualTo(1);
  }

  @Test
  void a_bulk_in_v1_stays_silent() {
    assertThat(agent(SMALL).answer(request(Message.V1, pdu(PDU.GETBULK, "1.3.0")))).isEmpty();
  }

  @Test
  void an_agent_of_v1_only_stays_silent_in_v2c() {
    assertThat(agent(large("# v1-only")).answer(request(Message.V2C, pdu(PDU.GET, "1.3.1"))))
        .isEmpty();
  }

  @Test
  void a_looping_agent_answers_the_same_object_for_ever() {
    // when
    PDU answer = v2c(PDU.GETNEXT, large("# loop=1.3.4"), "1.3.4");
    // then
    assertThat(answer.get(0).getOid()).isEqualTo(new OID("1.3.4"));
  }

  @Test
  void nothing_can_be_set() {
    // given
    PDU set = pdu(PDU.SET, "1.3.1");
    set.get(0).setVariable(new Integer32(7));
    // then
    assertThat(ask(Message.V2C, set, SMALL).getErrorStatus()).isEqualTo(PDU.notWritable);
    assertThat(texts(v2c(PDU.GET, SMALL, "1.3.1"))).containsExactly("1");
  }

  private static List<String> large(String... head) {
    Stream<String> objects =
        IntStream.rangeClosed(1, 20).mapToObj(i -> "1.3." + i + "|4|" + "x".repeat(40));
    return Stream.concat(Stream.of(head), objects).collect(Collectors.toList());
  }

  private static String[] oids(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "1.3." + i).toArray(String[]::new);
  }

  private static PDU v1(int type, List<String> recording, String... oids) {
    PDUv1 request = new PDUv1();
    request.setType(type);
    Stream.of(oids).forEach(oid -> request.add(new VariableBinding(new OID(oid))));
    return ask(Message.V1, request, recording);
  }

  private static PDU v2c(int type, List<String> recording, String... oids) {
    return ask(Message.V2C, pdu(type, oids), recording);
  }

  private static PDU pdu(int type, String... oids) {
    PDU request = new PDU();
    request.setType(type);
    Stream.of(oids).forEach(oid -> request.add(new VariableBinding(new OID(oid))));
    return request;
  }

  private static PDU ask(int version, PDU request, List<String> recording) {
    return message(version, request, recording).pdu();
  }

  private static Message message(int version, PDU request, List<String> recording) {
    return agent(recording).answer(request(version, request)).orElseThrow();
  }

  private static Message request(int version, PDU pdu) {
    return new Message(version, new OctetString("public"), pdu);
  }

  private static Agent agent(List<String> lines) {
    Recording recording = RecordingReader.read("test", lines);
    SimulatedPrinter printer =
        new SimulatedPrinter(recording, InstantSource.fixed(Instant.EPOCH), 1, 1);
    return new Agent(recording.behaviour(), printer);
  }

  private static List<String> texts(PDU answer) {
    return answer.getVariableBindings().stream().map(v -> v.getVariable().toString()).toList();
  }
}
