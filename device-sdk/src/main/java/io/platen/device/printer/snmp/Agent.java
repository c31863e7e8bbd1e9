package io.platen.device.printer.snmp;

import io.platen.device.printer.Refusal;
import io.platen.device.printer.snmp.usm.Engine;
import io.platen.device.snmp.Mib;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Asks an agent for instances, however badly it answers: requests are halved when they are too big
 * or met with silence, and what one of them fails on is left out.
 */
final class Agent {
  /** Silence costs seconds each time: so often, and the printer counts as gone. */
  private static final int MOST_SILENCES = 4;

  /** The largest printers take some sixty requests by v1; who needs more means harm. */
  private static final int MOST_REQUESTS = 500;

  /** An agent that lets each request wait for long must not keep a device for hours. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Link link;
  private final Habits habits;
  private final @Nullable Engine engine;
  private boolean heard;
  private int silences;

  /**
   * @param engine what is known of a v3 agent; null where a community is spoken
   */
  Agent(Link link, Habits habits, @Nullable Engine engine) {
    this.link = link;
    this.habits = habits;
    this.engine = engine;
  }

  Habits habits() {
    return habits;
  }

  /** Whether nothing has been heard of it in this reading yet. */
  boolean isFirst() {
    return !heard;
  }

  /**
   * Those of the instances that exist. In v1 one that does not exist fails the whole request: there
   * they are asked for as what comes after the place before them.
   */
  Values get(Collection<OID> wanted) throws IOException, InterruptedException, SilentAgent {
    if (!link.isVersion1()) {
      return named(ask(PDU.GET, new ArrayList<>(wanted)));
    }
    Values values = named(next(wanted.stream().map(Mib::before).toList()));
    values.keep(wanted);
    return values;
  }

  /** For each OID the instance after it, where there is one. */
  Map<OID, VariableBinding> next(Collection<OID> before)
      throws IOException, InterruptedException, SilentAgent {
    return ask(PDU.GETNEXT, new ArrayList<>(before));
  }

  private static Values named(Map<OID, VariableBinding> answers) {
    Values values = new Values();
    answers.values().forEach(got -> values.put(got.getOid(), got.getVariable()));
    return values;
  }

  private Map<OID, VariableBinding> ask(int type, List<OID> wanted)
      throws IOException, InterruptedException, SilentAgent {
    Map<OID, VariableBinding> answers = new LinkedHashMap<>();
    Deque<List<OID>> parts = new ArrayDeque<>();
    parts.add(wanted);
    while (!parts.isEmpty()) {
      List<OID> part = parts.pop();
      if (part.size() > habits.varbinds()) {
        parts.push(part.subList(habits.varbinds(), part.size()));
        part = part.subList(0, habits.varbinds());
      }
      if (!part.isEmpty()) {
        askPart(type, part, parts, answers);
      }
    }
    return answers;
  }

  private void askPart(
      int type, List<OID> part, Deque<List<OID>> parts, Map<OID, VariableBinding> answers)
      throws IOException, InterruptedException, SilentAgent {
    Optional<PDU> answer = ask(request(type, part));
    if (answer.isEmpty()) {
      silence();
      habits.tooMany(part.size());
      halve(part, parts);
    } else if (answer.get().getErrorStatus() == PDU.noError) {
      collect(type, part, answer.get(), answers);
    } else if (answer.get().getErrorStatus() == PDU.tooBig) {
      habits.tooMany(part.size());
      halve(part, parts);
    } else {
      withoutTheBadOne(part, answer.get().getErrorIndex(), parts);
    }
  }

  /** RFC 1157 4.1.2: one name that does not exist fails the whole request, and is named. */
  private static void withoutTheBadOne(List<OID> part, int bad, Deque<List<OID>> parts) {
    if (bad < 1 || bad > part.size()) {
      halve(part, parts);
      return;
    }
    List<OID> rest = new ArrayList<>(part);
    rest.remove(bad - 1);
    parts.push(rest);
  }

  private static void halve(List<OID> part, Deque<List<OID>> parts) {
    if (part.size() > 1) {
      int half = part.size() / 2;
      parts.push(part.subList(half, part.size()));
      parts.push(part.subList(0, half));
    }
  }

  /** A GET answers what was asked, a GETNEXT goes forward; an agent that does not is not heard. */
  private static void collect(
      int type, List<OID> asked, PDU answer, Map<OID, VariableBinding> answers) {
    for (int i = 0; i < Math.min(asked.size(), answer.size()); i++) {
      VariableBinding got = answer.get(i);
      int way = got.getOid().compareTo(asked.get(i));
      if (!got.isException() && (type == PDU.GET ? way == 0 : way > 0)) {
        answers.put(asked.get(i), got);
      }
    }
  }

  void silence() throws SilentAgent {
    if (++silences >= MOST_SILENCES) {
      throw new SilentAgent("It stopped to answer in the middle of a reading");
    }
  }

  /**
   * The second try of the first request is a small one, for the case that the first was too big.
   *
   * @throws SilentAgent when neither is answered
   */
  Optional<PDU> ask(PDU request) throws IOException, InterruptedException, SilentAgent {
    if (link.traffic().requests() >= MOST_REQUESTS || link.elapsed().compareTo(LONGEST) > 0) {
      throw new SilentAgent("Reading it takes too long");
    }
    if (heard) {
      return link.ask(request, link.tries(), engine);
    }
    Optional<PDU> answer = link.ask(request, 1, engine);
    heard =
        answer.isPresent()
            || link.ask(request(PDU.GET, List.of(Mib.SYS_OBJECT_ID)), 1, engine).isPresent();
    if (!heard) {
      throw silent();
    }
    return answer;
  }

  /** An engine that tells who it is and then says no more to what is encrypted cannot open it. */
  private SilentAgent silent() {
    return engine != null && engine.isDeafToCiphers()
        ? new SilentAgent(Refusal.NOT_DECRYPTED)
        : new SilentAgent("It does not answer");
  }

  static PDU request(int type, Collection<OID> names) {
    PDU request = new PDU();
    request.setType(type);
    names.forEach(name -> request.add(new VariableBinding(name)));
    return request;
  }
}
