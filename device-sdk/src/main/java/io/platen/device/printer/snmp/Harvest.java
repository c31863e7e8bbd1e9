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

  /** Several agents answer so many at most, whatever fits. */
  private static final int CELLS_OF_AN_ANSWER = 62;

  /** More rows than most tables have: trays, colorants, lines of the display, alerts. */
  private static final int ROWS_OF_OPEN = 5;

  private final Agent agent;
  private final int rowsOfOpen;

  Harvest(Agent agent) {
    this(agent, ROWS_OF_OPEN);
  }

  /**
   * @param rowsOfOpen how many rows to ask for where it is not known how many there are
   */
  Harvest(Agent agent, int rowsOfOpen) {
    this.agent = agent;
    this.rowsOfOpen = rowsOfOpen;
  }

  /** What came after each instance that was asked, as far as anything did. */
  List<Answer> ask(List<Chain> chains) throws IOException, InterruptedException, SilentAgent {
    List<Answer> answers = new ArrayList<>();
    for (List<Chain> part : parts(chains)) {
      if (agent.habits().answersBulk()) {
        askPacket(Packet.of(part, rowsOfOpen), answers);
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
        int rows = rest.open ? rowsOfOpen : rest.asked.size();
        int fit =
            Math.min((BYTES_OF_AN_ANSWER - bytes) / rest.answerBytes(), CELLS_OF_AN_ANSWER - cells);
        if (rows <= fit || (part.isEmpty() && (rest.open || fit < 1))) {
          part.add(rest);
          bytes += rows * rest.answerBytes();
          cells += rows;
          break;
        }
        // A few cells more are not worth a piece of their own.
        if (!rest.open && (fit >= rowsOfOpen || part.isEmpty())) {
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

  private void askPacket(Packet packet, List<Answer> answers)
      throws IOException, InterruptedException, SilentAgent {
    PDU request = packet.request();
    if (request.size() > agent.habits().varbinds()) {
      askOneByOne(packet.asked(), answers);
      return;
    }
    Optional<PDU> answer = agent.ask(request);
    boolean bulk = request.getType() == PDU.GETBULK;
    if (answer.isEmpty()) {
      agent.silence();
      if (bulk) {
        // Several agents say v2c and drop GETBULK: from then on they are asked as in v1.
        agent.habits().dropsBulk();
      } else {
        agent.habits().tooMany(request.size());
      }
      askOneByOne(packet.asked(), answers);
    } else if (answer.get().getErrorStatus() != PDU.noError) {
      if (bulk) {
        agent.habits().dropsBulk();
      }
      askOneByOne(packet.asked(), answers);
    } else {
      List<Answer> got = packet.answers(answer.get());
      answers.addAll(got);
      askOneByOne(missing(packet, got), answers);
    }
  }

  private static List<OID> missing(Packet packet, List<Answer> got) {
    Set<OID> there = new HashSet<>();
    got.forEach(each -> there.add(each.asked()));
    return packet.asked().stream().filter(each -> !there.contains(each)).toList();
  }

  private void askOneByOne(List<OID> asked, List<Answer> answers)
      throws IOException, InterruptedException, SilentAgent {
    if (!asked.isEmpty()) {
      agent.next(asked).forEach((each, got) -> answers.add(new Answer(each, got)));
    }
  }
}
