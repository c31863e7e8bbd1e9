package io.platen.device.printer.snmp;

import io.platen.device.printer.snmp.Chain.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;

/** Asks for chains in as few and as small datagrams as the agent takes. */
final class Harvest {
  /** What fits into a datagram of an Ethernet, with the head of the message. */
  private static final int BYTES_OF_AN_ANSWER = 1_400;

  /** So much of what may be much is counted; more comes where there is room. */
  private static final int CELLS_OF_AN_OPEN_CHAIN = 8;

  /** A few cells more are not worth a piece of their own. */
  private static final int SHORTEST_PIECE = 5;

  private final Agent agent;

  Harvest(Agent agent) {
    this.agent = agent;
  }

  /** What came after each instance that was asked, as far as anything did. */
  List<Answer> ask(List<Chain> chains) throws IOException, InterruptedException, SilentAgent {
    return ask(chains, true);
  }

  /** As much as the agent likes to answer: something after the beginning of each chain at least. */
  List<Answer> walk(List<Chain> chains) throws IOException, InterruptedException, SilentAgent {
    return ask(chains, false);
  }

  private List<Answer> ask(List<Chain> chains, boolean whole)
      throws IOException, InterruptedException, SilentAgent {
    List<Answer> answers = new ArrayList<>();
    for (List<Chain> part : parts(chains)) {
      if (agent.habits().answersBulk()) {
        askPacket(Packet.of(part, agent.habits().cells()), whole, answers);
      } else {
        askOneByOne(part.stream().flatMap(chain -> chain.asked.stream()).toList(), answers);
      }
    }
    return answers;
  }

  /** In the order given: chains of one table stay together and have one length. */
  private List<List<Chain>> parts(List<Chain> chains) {
    List<List<Chain>> parts = new ArrayList<>();
    List<Chain> part = new ArrayList<>();
    int bytes = 0;
    int cells = 0;
    for (Chain chain : chains) {
      Chain rest = chain;
      while (true) {
        int rows = Math.min(rest.expected, rest.isOpen() ? CELLS_OF_AN_OPEN_CHAIN : rest.expected);
        int fit =
            Math.min(
                (BYTES_OF_AN_ANSWER - bytes) / rest.answerBytes(), agent.habits().cells() - cells);
        if (rows <= fit || (part.isEmpty() && (rest.isOpen() || fit < 1))) {
          part.add(rest);
          bytes += rows * rest.answerBytes();
          cells += rows;
          break;
        }
        if (!rest.isOpen() && (fit >= SHORTEST_PIECE || part.isEmpty())) {
          part.add(rest.part(0, fit));
          rest = rest.part(fit, rest.asked.size());
        }
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
        cells = 0;
      }
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private void askPacket(Packet packet, boolean whole, List<Answer> answers)
      throws IOException, InterruptedException, SilentAgent {
    PDU request = packet.request();
    if (request.size() > agent.habits().varbinds()) {
      askOneByOne(packet.asked(), answers);
      return;
    }
    boolean first = agent.isFirst();
    Optional<PDU> answer = agent.ask(request);
    boolean bulk = request.getType() == PDU.GETBULK;
    if (answer.isEmpty()) {
      agent.silence();
      if (!bulk) {
        agent.habits().tooMany(request.size());
      } else if (!first) {
        // Several agents say v2c and drop GETBULK: from then on they are asked as in v1. But the
        // first request was sent once only, and may have been lost.
        agent.habits().dropsBulk();
      }
      askOneByOne(packet.asked(), answers);
    } else if (answer.get().getErrorStatus() != PDU.noError) {
      if (bulk) {
        agent.habits().dropsBulk();
      }
      askOneByOne(packet.asked(), answers);
    } else {
      take(packet, answer.get(), whole, answers);
    }
  }

  private void take(Packet packet, PDU answer, boolean whole, List<Answer> answers)
      throws IOException, InterruptedException, SilentAgent {
    List<Answer> got = packet.answers(answer);
    answers.addAll(got);
    if (answer.size() < packet.cells()) {
      agent.habits().answersAtMost(answer.size());
      Set<OID> told = new HashSet<>();
      got.forEach(each -> told.add(each.asked()));
      List<OID> needed = whole ? packet.asked() : packet.beginnings();
      askOneByOne(needed.stream().filter(each -> !told.contains(each)).toList(), answers);
    }
  }

  private void askOneByOne(List<OID> asked, List<Answer> answers)
      throws IOException, InterruptedException, SilentAgent {
    if (!asked.isEmpty()) {
      agent.next(asked).forEach((each, got) -> answers.add(new Answer(each, got)));
    }
  }
}
