package io.platen.conformance.suite;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Unmet;
import io.platen.conformance.wire.DnsClient;
import io.platen.conformance.wire.DnsMessage;
import io.platen.protocol.Requirement;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.heartbeat.HeartbeatAnswer.Kind;
import io.platen.protocol.sync.Heartbeat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The registry under test, and the heartbeats of the suite's device. */
final class Registry {
  /** For an answer that must not come. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final DnsClient client;
  private final Heartbeat by;
  private int id;

  Registry(ServerUnderTest server) {
    this.client = server.registry();
    this.by = server.heartbeat();
  }

  /**
   * A question and what came back.
   *
   * @param answer empty where none came
   * @param said what a heartbeat was told; empty where that is not by the registry
   */
  record Asked(
      String question,
      int questionBytes,
      Optional<DnsMessage> answer,
      int bytes,
      Optional<HeartbeatAnswer> said) {

    void check(
        Checks checks, Requirement requirement, Predicate<DnsMessage> right, String expected) {
      checks.that(
          requirement, answer.filter(right).isPresent(), question, received(), expected, "");
    }

    void checkSilence(Checks checks, Requirement requirement) {
      checks.that(requirement, answer.isEmpty(), question, received(), "no answer", "");
    }

    private String received() {
      return answer
          .map(each -> "code " + each.code() + ", flags " + each.flags() + ", " + each.text())
          .orElse("nothing");
    }
  }

  String zone() {
    return by.zone();
  }

  String name(long counter) {
    return by.keys().name(counter, by.zone()).text();
  }

  /** The lowest counter that this device has not used. */
  long next() {
    Asked first = beat(0);
    HeartbeatAnswer said =
        first.said().orElseThrow(() -> new Unmet("The registry knows no heartbeat: " + first));
    return said.kind() == Kind.STALE ? said.last() + 1 : 1;
  }

  Asked beat(long counter) {
    Asked asked = ask(name(counter), DnsMessage.TXT);
    return new Asked(
        asked.question(),
        asked.questionBytes(),
        asked.answer(),
        asked.bytes(),
        asked.answer().flatMap(answer -> HeartbeatAnswer.read(answer.text(), counter, by.keys())));
  }

  Asked ask(String name, int type) {
    return send(DnsMessage.question(++id, name, type).write(), false);
  }

  Asked send(byte[] message, boolean silence) {
    try {
      Optional<byte[]> answer = silence ? client.byUdp(message, SILENCE) : client.byUdp(message);
      return asked(message, answer);
    } catch (IOException e) {
      throw new Unmet("The registry cannot be reached: " + e);
    }
  }

  private static Asked asked(byte[] message, Optional<byte[]> answer) {
    return new Asked(
        DnsMessage.read(message)
            .map(each -> each.name() + " of type " + each.type())
            .orElse("bytes that are no question"),
        message.length,
        answer.flatMap(DnsMessage::read),
        answer.map(each -> each.length).orElse(0),
        Optional.empty());
  }

  /** The SOA of each name, all over one connection. */
  List<Asked> askByTcp(String... names) {
    List<byte[]> messages = new ArrayList<>();
    for (String name : names) {
      messages.add(DnsMessage.question(++id, name, DnsMessage.SOA).write());
    }
    try {
      List<byte[]> answers = client.byTcp(messages);
      List<Asked> all = new ArrayList<>();
      for (int i = 0; i < names.length; i++) {
        all.add(
            asked(
                messages.get(i),
                i < answers.size() ? Optional.of(answers.get(i)) : Optional.empty()));
      }
      return all;
    } catch (IOException e) {
      throw new Unmet("The registry cannot be reached: " + e);
    }
  }
}
