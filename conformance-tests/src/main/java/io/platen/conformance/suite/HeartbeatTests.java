package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_HBT_020;
import static io.platen.protocol.Requirement.PLT_HBT_021;
import static io.platen.protocol.Requirement.PLT_HBT_022;
import static io.platen.protocol.Requirement.PLT_HBT_023;
import static io.platen.protocol.Requirement.PLT_HBT_024;
import static io.platen.protocol.Requirement.PLT_HBT_025;
import static io.platen.protocol.Requirement.PLT_HBT_026;
import static io.platen.protocol.Requirement.PLT_HBT_027;
import static io.platen.protocol.Requirement.PLT_HBT_029;
import static io.platen.protocol.Requirement.PLT_HBT_030;
import static io.platen.protocol.Requirement.PLT_HBT_031;
import static io.platen.protocol.Requirement.PLT_HBT_033;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.DnsMessage;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.heartbeat.HeartbeatAnswer.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The registry of heartbeats, asked as resolvers ask it. */
final class HeartbeatTests {
  private static final String WRONG_TAG = "aaaaaaaaaaaaaaaa";

  @Verifies(positive = {PLT_HBT_020, PLT_HBT_021})
  void answers_for_its_zone_with_authority(ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    // when
    Registry.Asked asked = registry.ask(registry.zone(), DnsMessage.SOA);
    // then
    sees(
        checks,
        PLT_HBT_020,
        asked,
        answer ->
            answer.code() == DnsMessage.NO_ERROR
                && answer.has(DnsMessage.AUTHORITATIVE)
                && answer.answers().size() == 1,
        "the SOA with the bit AA");
    sees(
        checks,
        PLT_HBT_021,
        asked,
        answer -> !answer.has(DnsMessage.OFFERS_RECURSION),
        "an answer without the bit RA");
  }

  @Verifies(negative = {PLT_HBT_020, PLT_HBT_021})
  void refuses_a_name_of_another_zone(ServerUnderTest server, Checks checks) {
    // when
    Registry.Asked asked = new Registry(server).ask("www.example.com", DnsMessage.A);
    // then
    sees(
        checks,
        PLT_HBT_020,
        asked,
        answer -> answer.code() == DnsMessage.REFUSED,
        "the code REFUSED");
    sees(
        checks,
        PLT_HBT_021,
        asked,
        answer -> answer.answers().isEmpty() && !answer.has(DnsMessage.OFFERS_RECURSION),
        "no answer of others, and the bit RA not set");
  }

  @Verifies(
      positive = {PLT_HBT_023, PLT_HBT_031, PLT_HBT_022},
      negative = {PLT_HBT_031})
  void hears_a_heartbeat_and_lets_nobody_remember_the_answer(
      ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    long counter = registry.next();
    // when
    Registry.Asked asked = registry.beat(counter);
    // then
    heard(checks, PLT_HBT_023, asked);
    heard(checks, PLT_HBT_022, asked);
    sees(
        checks,
        PLT_HBT_031,
        asked,
        answer ->
            !answer.answers().isEmpty()
                && answer.answers().stream().allMatch(each -> each.ttl() == 0),
        "a time to live of 0");
  }

  private static void sees(
      Checks checks,
      Requirement requirement,
      Registry.Asked asked,
      Predicate<DnsMessage> right,
      String expected) {
    asked.check(checks, requirement, right, expected);
  }

  private static void silent(Checks checks, Requirement requirement, Registry.Asked asked) {
    asked.checkSilence(checks, requirement);
  }

  private static void heard(Checks checks, Requirement requirement, Registry.Asked asked) {
    sees(
        checks,
        requirement,
        asked,
        answer -> asked.said().filter(said -> said.kind() != Kind.STALE).isPresent(),
        "one TXT record with fine or sync and the right tag");
  }

  @Verifies(negative = {PLT_HBT_022, PLT_HBT_023})
  void does_not_hear_a_name_with_a_wrong_tag(ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    long counter = registry.next();
    String[] labels = registry.name(counter).split("\\.", 4);
    String forged = labels[0] + "." + labels[1] + "." + WRONG_TAG + "." + labels[3];
    // when
    Registry.Asked asked = registry.ask(forged, DnsMessage.TXT);
    Registry.Asked after = registry.beat(counter);
    // then
    sees(
        checks,
        PLT_HBT_022,
        asked,
        answer -> answer.code() == DnsMessage.NO_SUCH_NAME && answer.hasAuthority(DnsMessage.SOA),
        "NXDOMAIN with the zone's SOA");
    heard(checks, PLT_HBT_023, after);
  }

  @Verifies(positive = PLT_HBT_024, negative = PLT_HBT_024)
  void calls_an_earlier_counter_stale_and_goes_on(ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    long counter = registry.next();
    registry.beat(counter);
    registry.beat(counter + 1);
    // when
    Registry.Asked replayed = registry.beat(counter);
    Registry.Asked next = registry.beat(counter + 2);
    // then
    sees(
        checks,
        PLT_HBT_024,
        replayed,
        answer -> replayed.said().filter(HeartbeatAnswer.stale(counter + 1)::equals).isPresent(),
        "stale " + (counter + 1) + " with the right tag");
    sees(
        checks,
        PLT_HBT_024,
        next,
        answer -> next.said().filter(said -> said.kind() != Kind.STALE).isPresent(),
        "fine or sync for the next counter");
  }

  @Verifies(positive = PLT_HBT_025, negative = PLT_HBT_025)
  void knows_512_counters_ahead(ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    long counter = registry.next();
    registry.beat(counter);
    // when
    Registry.Asked far = registry.beat(counter + 512);
    // then
    heard(checks, PLT_HBT_025, far);
  }

  @Verifies(positive = PLT_HBT_026, negative = PLT_HBT_026)
  void gives_little_more_by_udp_than_it_was_asked(ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    List<Registry.Asked> all =
        List.of(
            registry.ask(registry.zone(), 255),
            registry.ask(registry.zone(), DnsMessage.NS),
            registry.ask("a." + registry.zone(), DnsMessage.A),
            registry.beat(registry.next()));
    // when
    for (Registry.Asked asked : all) {
      // then
      sees(
          checks,
          PLT_HBT_026,
          asked,
          answer -> asked.bytes() <= 512 && asked.bytes() <= 3 * asked.questionBytes(),
          "at most 512 bytes and three times the question's " + asked.questionBytes());
    }
  }

  @Verifies(positive = PLT_HBT_027, negative = PLT_HBT_027)
  void answers_several_questions_over_one_connection(ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    // when
    List<Registry.Asked> all =
        registry.askByTcp(registry.zone(), "www.example.com", registry.zone());
    // then
    sees(
        checks, PLT_HBT_027, all.get(0), answer -> answer.answers().size() == 1, "the SOA, by TCP");
    sees(
        checks,
        PLT_HBT_027,
        all.get(2),
        answer -> answer.answers().size() == 1,
        "the SOA to the third question of a connection");
  }

  @Verifies(positive = PLT_HBT_029, negative = PLT_HBT_029)
  void knows_a_name_in_any_case_and_gives_it_back(ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    String name = registry.name(registry.next());
    String mixed = name.substring(0, 8).toUpperCase(Locale.ROOT) + name.substring(8);
    // when
    Registry.Asked asked = registry.ask(mixed, DnsMessage.TXT);
    // then
    sees(
        checks,
        PLT_HBT_029,
        asked,
        answer -> answer.name().equals(mixed) && !answer.text().isEmpty(),
        "an answer to the heartbeat, with the question as it was asked");
  }

  @Verifies(positive = PLT_HBT_030)
  void answers_a_question_that_was_cut_with_formerr(ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    byte[] whole = DnsMessage.question(77, registry.zone(), DnsMessage.SOA).write();
    // when
    Registry.Asked asked = registry.send(Arrays.copyOf(whole, whole.length - 5), false);
    // then
    sees(
        checks,
        PLT_HBT_030,
        asked,
        answer -> answer.id() == 77 && answer.code() == DnsMessage.FORMAT_ERROR,
        "the code FORMERR");
  }

  @Verifies(negative = PLT_HBT_030)
  void does_not_answer_an_answer(ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    DnsMessage answer =
        new DnsMessage(
            78, DnsMessage.IS_ANSWER, registry.zone(), DnsMessage.SOA, List.of(), List.of());
    // when
    Registry.Asked asked = registry.send(answer.write(), true);
    // then
    silent(checks, PLT_HBT_030, asked);
  }

  @Verifies(positive = PLT_HBT_033, negative = PLT_HBT_033)
  void says_that_the_end_of_a_heartbeats_name_exists(ServerUnderTest server, Checks checks) {
    // given
    Registry registry = new Registry(server);
    String[] labels = registry.name(registry.next()).split("\\.", 3);
    // when
    List<Registry.Asked> all =
        List.of(
            registry.ask(labels[2], DnsMessage.A),
            registry.ask(labels[1] + "." + labels[2], DnsMessage.NS));
    // then
    for (Registry.Asked asked : all) {
      sees(
          checks,
          PLT_HBT_033,
          asked,
          answer -> answer.code() == DnsMessage.NO_ERROR && answer.answers().isEmpty(),
          "no error and no record");
    }
  }
}
