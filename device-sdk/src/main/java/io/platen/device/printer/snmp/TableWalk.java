package io.platen.device.printer.snmp;

import io.platen.device.printer.snmp.Chain.Answer;
import io.platen.device.snmp.Mib;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * How far a table has been read. Its first column leads: it is read until another object begins or
 * the agent does not go forward; the others are asked for the rows that it has.
 */
final class TableWalk {
  /** Nothing that we read has so many: whoever goes on is broken or means harm. */
  private static final int MOST_ROWS = 400;

  private static final int NUMBER_BYTES = 3;
  private static final int TEXT_BYTES = 18;
  private static final OID NONE = new OID(new int[0]);

  private final OID first;
  private final Set<OID> others;
  private final Set<OID> texts;
  private final List<OID> rows = new ArrayList<>();
  private final Set<OID> pending = new HashSet<>();
  private final Set<OID> stray = new LinkedHashSet<>();
  private final Set<OID> again = new HashSet<>();
  private OID last;
  private int served;
  private boolean ended;
  private boolean waiting;
  private boolean shifted;

  /**
   * @param texts those of the columns whose cells are long
   */
  TableWalk(OID first, List<OID> others, Set<OID> texts) {
    this.first = first;
    this.others = new LinkedHashSet<>(others);
    this.texts = texts;
    this.last = first;
  }

  boolean isOf(OID column) {
    return first.equals(column);
  }

  boolean isDone() {
    return ended && stray.isEmpty() && (served == rows.size() || others.isEmpty());
  }

  /** What to ask next: cells of the rows that are known, and what rows there are more. */
  List<Chain> next() {
    List<Chain> chains = new ArrayList<>();
    OID before = served == 0 ? NONE : rows.get(served - 1);
    List<OID> fresh = List.copyOf(rows.subList(served, rows.size()));
    for (OID column : others) {
      if (!fresh.isEmpty()) {
        pending.add(column);
        chains.add(Chain.cells(column, before, fresh, bytes(column)));
      }
    }
    served = rows.size();
    stray.forEach(cell -> chains.add(Chain.of(List.of(Mib.before(cell)), NUMBER_BYTES)));
    stray.clear();
    chains.addAll(ahead());
    return chains;
  }

  /** Its further rows, where it has not ended; of markers a printer has one as a rule. */
  List<Chain> ahead() {
    if (ended) {
      return List.of();
    }
    return List.of(others.isEmpty() && rows.size() == 1 ? probe() : more());
  }

  /** The rows after the last known one. */
  Chain more() {
    waiting = true;
    return Chain.openAfter(last, bytes(first));
  }

  /** One row only, to see whether there is any. */
  Chain probe() {
    waiting = true;
    return Chain.of(List.of(last), bytes(first));
  }

  private int bytes(OID column) {
    return texts.contains(column) ? TEXT_BYTES : NUMBER_BYTES;
  }

  /**
   * Takes what belongs to it, whoever asked: chains of other tables run on into this one. A column
   * that had nothing for its rows is not asked again.
   */
  void take(List<Answer> answers, Values values) {
    for (Answer answer : answers) {
      if (answer.asked().equals(last)) {
        waiting = false;
        takeRow(answer.got(), values);
      } else {
        takeCell(answer.got(), values);
      }
    }
    others.removeAll(pending);
    pending.clear();
    if (shifted) {
      askAgain(values);
    }
    // An agent that says nothing of the next row has none.
    ended |= waiting;
    waiting = false;
  }

  /** A column that has rows which the first has not brought those instead of what was wanted. */
  private void askAgain(Values values) {
    shifted = false;
    for (OID column : others) {
      for (OID row : rows.subList(0, served)) {
        OID cell = Mib.at(column, row.getValue());
        if (values.find(cell).isEmpty() && again.add(cell)) {
          stray.add(cell);
        }
      }
    }
  }

  private void takeRow(VariableBinding got, Values values) {
    OID instance = got.getOid();
    boolean on = !got.isException() && instance.startsWith(first) && instance.compareTo(last) > 0;
    if (ended || !on || rows.size() >= MOST_ROWS) {
      ended = true;
      return;
    }
    last = instance;
    // Holes are told as Null by some.
    if (!(got.getVariable() instanceof Null)) {
      rows.add(Values.suffix(first, instance));
      values.put(instance, got.getVariable());
    }
  }

  private void takeCell(VariableBinding got, Values values) {
    for (OID column : others) {
      if (got.getOid().startsWith(column)) {
        pending.remove(column);
        shifted |= !rows.contains(Values.suffix(column, got.getOid()));
        if (!got.isException() && !(got.getVariable() instanceof Null)) {
          values.put(got.getOid(), got.getVariable());
        }
        return;
      }
    }
  }
}
