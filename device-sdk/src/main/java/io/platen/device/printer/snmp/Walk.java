package io.platen.device.printer.snmp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads columns side by side: by GETBULK where the agent answers it, else by GETNEXT of many
 * varbinds. A column ends where another object begins, or where the agent does not go forward. In a
 * table the first column leads: the others end at its last row, so that no row is asked in vain.
 */
final class Walk {
  /** What fits into a datagram of an Ethernet, texts included. */
  private static final int VARBINDS_OF_AN_ANSWER = 48;

  /** Nothing that we read has so many: whoever goes on is broken or means harm. */
  private static final int MOST_VARBINDS = 4_000;

  private final Agent agent;
  private final Values values;
  private final List<Column> open = new ArrayList<>();
  private @Nullable Column leader;
  private int rows;
  private int received;

  /**
   * @param values known before, and what is read goes there
   * @param rows how many a request asks for at most
   */
  Walk(Agent agent, Values values, int rows) {
    this.agent = agent;
    this.values = values;
    this.rows = rows;
  }

  /** From the first row on. */
  Walk along(List<OID> columns) {
    columns.forEach(name -> open.add(new Column(name)));
    return this;
  }

  /** From the last known row on. */
  Walk resume(List<Column> columns) {
    columns.stream().filter(column -> !column.ended).forEach(open::add);
    return this;
  }

  /** A column that has begun, from its last known row on, and those that end with it. */
  Walk table(Column first, List<OID> others) {
    leader = first;
    return resume(List.of(first)).along(others);
  }

  /** One request only: tells which columns are there, and how far they go. */
  List<Column> begin() throws IOException, InterruptedException, SilentAgent {
    List<Column> columns = List.copyOf(open);
    step();
    return columns;
  }

  void finish() throws IOException, InterruptedException, SilentAgent {
    while (!open.isEmpty() && received < MOST_VARBINDS) {
      step();
      open.removeIf(this::isAtTheLeadersEnd);
    }
  }

  private boolean isAtTheLeadersEnd(Column column) {
    return leader != null
        && leader.ended
        && column.row().isPresent()
        && leader.row().isPresent()
        && column.row().get().compareTo(leader.row().get()) >= 0;
  }

  private void step() throws IOException, InterruptedException, SilentAgent {
    List<Column> asked =
        new ArrayList<>(open.subList(0, Math.min(open.size(), agent.habits().varbinds())));
    int repetitions = repetitions(asked);
    boolean bulk = agent.habits().answersBulk() && repetitions > 1;
    Optional<PDU> answer = agent.ask(request(asked, bulk ? repetitions : 0));
    if (answer.isEmpty()) {
      afterSilence(asked, bulk);
    } else if (answer.get().getErrorStatus() == PDU.noError) {
      take(asked, answer.get());
    } else if (answer.get().getErrorStatus() == PDU.tooBig) {
      afterTooMuch(asked, bulk ? repetitions : 1);
    } else {
      withoutTheBadOne(asked, answer.get().getErrorIndex());
    }
    open.removeIf(column -> column.ended);
  }

  private int repetitions(List<Column> asked) {
    int most = Math.min(rows, VARBINDS_OF_AN_ANSWER / asked.size());
    if (leader == null || !leader.ended) {
      return most;
    }
    Column first = leader;
    int left = asked.stream().mapToInt(column -> first.rowsAfter(column, values)).max().orElse(1);
    return Math.min(most, left);
  }

  private static PDU request(List<Column> asked, int repetitions) {
    PDU request =
        Agent.request(
            repetitions > 0 ? PDU.GETBULK : PDU.GETNEXT,
            asked.stream().map(column -> column.last).toList());
    if (repetitions > 0) {
      request.setNonRepeaters(0);
      request.setMaxRepetitions(repetitions);
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
  }

  /** Several agents say v2c and drop GETBULK: from then on they are asked as in v1. */
  private void afterSilence(List<Column> asked, boolean bulk) throws SilentAgent {
    agent.silence();
    if (bulk) {
      agent.habits().dropsBulk();
    } else {
      afterTooMuch(asked, 1);
    }
  }

  private void afterTooMuch(List<Column> asked, int repetitions) {
    if (repetitions > 1) {
      rows = repetitions / 2;
    } else if (asked.size() > 1) {
      agent.habits().tooMany(asked.size());
    } else {
      asked.get(0).ended = true;
    }
  }

  /** In v1 the end of all objects is an error, and names the column that is there. */
  private void withoutTheBadOne(List<Column> asked, int bad) {
    if (bad >= 1 && bad <= asked.size()) {
      asked.get(bad - 1).ended = true;
    } else {
      afterTooMuch(asked, 1);
    }
  }

  /** How far a column has been read. */
  static final class Column {
    final OID name;
    private OID last;
    private boolean ended;

    Column(OID name) {
      this.name = name;
      this.last = name;
    }

    boolean hasEnded() {
      return ended;
    }

    boolean hasRows() {
      return row().isPresent();
    }

    private Optional<OID> row() {
      return last.equals(name) ? Optional.empty() : Optional.of(Values.suffix(name, last));
    }

    /** How many rows of this one another column has still before it. */
    private int rowsAfter(Column other, Values values) {
      Optional<OID> reached = other.row();
      return reached.isEmpty()
          ? values.rows(name).size()
          : values.rows(name).tailSet(reached.get(), false).size();
    }

    private void take(VariableBinding got, Values values) {
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
