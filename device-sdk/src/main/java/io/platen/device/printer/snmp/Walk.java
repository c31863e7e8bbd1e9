package io.platen.device.printer.snmp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads columns side by side to their ends: by GETBULK where the agent answers it, else by GETNEXT
 * of many varbinds. A column that does not go forward has ended.
 */
final class Walk {
  /** What fits into a datagram of an Ethernet, as a rule. */
  private static final int VARBINDS_OF_AN_ANSWER = 64;

  /** Nothing that we read has so many: whoever goes on is broken or means harm. */
  private static final int MOST_VARBINDS = 4_000;

  private final Agent agent;
  private final Values values = new Values();
  private final List<Column> open = new ArrayList<>();
  private int rows;
  private int received;

  private Walk(Agent agent, List<OID> columns, int rows) {
    this.agent = agent;
    this.rows = rows;
    columns.forEach(column -> open.add(new Column(column)));
  }

  /**
   * @param rows how many rows are expected, the one after the last included
   */
  static Values of(Agent agent, List<OID> columns, int rows)
      throws IOException, InterruptedException, SilentAgent {
    Walk walk = new Walk(agent, columns, rows);
    while (!walk.open.isEmpty() && walk.received < MOST_VARBINDS) {
      walk.step();
    }
    return walk.values;
  }

  private void step() throws IOException, InterruptedException, SilentAgent {
    List<Column> asked =
        new ArrayList<>(open.subList(0, Math.min(open.size(), agent.habits().varbinds())));
    boolean bulk = agent.habits().answersBulk() && rows > 1;
    Optional<PDU> answer = agent.ask(request(asked, bulk));
    if (answer.isEmpty()) {
      afterSilence(asked, bulk);
    } else if (answer.get().getErrorStatus() == PDU.noError) {
      take(asked, answer.get());
    } else if (answer.get().getErrorStatus() == PDU.tooBig) {
      afterTooMuch(asked, bulk);
    } else {
      withoutTheBadOne(asked, answer.get().getErrorIndex());
    }
  }

  private PDU request(List<Column> asked, boolean bulk) {
    PDU request =
        Agent.request(
            bulk ? PDU.GETBULK : PDU.GETNEXT, asked.stream().map(column -> column.last).toList());
    if (bulk) {
      request.setNonRepeaters(0);
      request.setMaxRepetitions(Math.max(1, Math.min(rows, VARBINDS_OF_AN_ANSWER / asked.size())));
    }
    return request;
  }

  private void take(List<Column> asked, PDU answer) {
    received += Math.max(1, answer.size());
    for (int i = 0; i < answer.size(); i++) {
      Column column = asked.get(i % asked.size());
      if (!column.ended) {
        column.take(answer.get(i), values);
      }
    }
    // An answer may be cut short, but an empty one would come again and again.
    if (answer.size() == 0) {
      asked.forEach(column -> column.ended = true);
    }
    open.removeIf(column -> column.ended);
  }

  /** Several agents say v2c and drop GETBULK: from then on they are asked as in v1. */
  private void afterSilence(List<Column> asked, boolean bulk) throws SilentAgent {
    agent.silence();
    if (bulk) {
      agent.habits().dropsBulk();
    } else {
      afterTooMuch(asked, false);
    }
  }

  private void afterTooMuch(List<Column> asked, boolean bulk) {
    if (bulk) {
      rows = Math.min(rows, VARBINDS_OF_AN_ANSWER / asked.size()) / 2;
    } else if (asked.size() > 1) {
      agent.habits().tooMany(asked.size());
    } else {
      open.removeAll(asked);
    }
  }

  /** In v1 the end of all objects is an error, and names the column that is there. */
  private void withoutTheBadOne(List<Column> asked, int bad) {
    if (bad >= 1 && bad <= asked.size()) {
      open.remove(asked.get(bad - 1));
    } else {
      afterTooMuch(asked, false);
    }
  }

  private static final class Column {
    private final OID name;
    private OID last;
    private boolean ended;

    Column(OID name) {
      this.name = name;
      this.last = name;
    }

    void take(VariableBinding got, Values values) {
      OID instance = got.getOid();
      if (got.isException() || !instance.startsWith(name) || instance.compareTo(last) <= 0) {
        ended = true;
        return;
      }
      last = instance;
      // Holes are told as Null by some.
      if (!(got.getVariable() instanceof Null)) {
        values.put(instance, got.getVariable());
      }
    }
  }
}
