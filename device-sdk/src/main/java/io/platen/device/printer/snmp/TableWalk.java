package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Walks neighbouring columns of a table from the first cell to the last. Once one column has told
 * the rows, it is known how the walk goes on, and it can be asked for in pieces; where it then goes
 * another way, it is followed.
 */
final class TableWalk {
  /** Nothing that we read has so many: whoever goes on is broken or means harm. */
  private static final int MOST_ROWS = 400;

  private static final int MOST_CELLS = 1_200;
  private static final int NUMBER_BYTES = 3;
  private static final int TEXT_BYTES = 20;

  private final List<OID> columns;
  private final int rowsAtFirst;
  private final int rowsThen;
  private final int valueBytes;
  private final @Nullable TableWalk leader;
  private final List<NavigableSet<OID>> seen;
  private final NavigableSet<OID> rows = new TreeSet<>();
  private OID place;
  private @Nullable OID asked;
  private int lead = -1;
  private int column;
  private int cells;
  private boolean ended;

  /**
   * @param columns that stand beside one another, in their order
   * @param texts columns whose cells are long
   * @param rowsAtFirst how many rows it has as a rule
   * @param rowsThen how many it may have further, when it has any and only one column
   * @param leader a walk over other columns of the same table, which tells the rows of this one
   */
  TableWalk(
      List<OID> columns,
      Set<OID> texts,
      int rowsAtFirst,
      int rowsThen,
      @Nullable TableWalk leader) {
    this.columns = columns;
    this.rowsAtFirst = rowsAtFirst;
    this.rowsThen = rowsThen;
    this.leader = leader;
    this.seen =
        Stream.generate(() -> (NavigableSet<OID>) new TreeSet<OID>())
            .limit(columns.size())
            .toList();
    this.place = columns.get(0);
    long words = columns.stream().filter(texts::contains).count();
    this.valueBytes = (int) (NUMBER_BYTES + words * TEXT_BYTES / columns.size());
  }

  boolean isDone() {
    return ended;
  }

  /** What to ask next; nothing where it has ended or waits for its leader. */
  List<Chain> next(Trail trail) {
    if (leader != null) {
      rows.addAll(leader.rows);
      ended |= leader.ended && rows.isEmpty();
    }
    if (ended || !isToldItsRows()) {
      return List.of();
    }
    List<Chain> chains = areRowsKnown() ? rest(trail) : List.of(open());
    asked = chains.isEmpty() ? null : place;
    ended |= chains.isEmpty() && (leader == null || leader.ended);
    return chains;
  }

  private boolean isToldItsRows() {
    return leader == null || leader.ended || leader.areRowsKnown();
  }

  private boolean areRowsKnown() {
    return leader == null ? lead >= 0 && column > lead : isToldItsRows();
  }

  /** In each column that follows there are as many cells at the least. */
  private Chain open() {
    int following = columns.size() - 1 - Math.max(lead, 0);
    int expected = rowsAtFirst;
    if (!rows.isEmpty()) {
      expected = following > 0 ? rows.size() * following : Math.max(rowsThen, rows.size());
    }
    return expected > 1
        ? Chain.openAfter(place, expected, valueBytes)
        : Chain.of(List.of(place), valueBytes);
  }

  private List<Chain> rest(Trail trail) {
    List<Chain> chains = new ArrayList<>();
    List<OID> chain = new ArrayList<>();
    OID before = place;
    for (OID cell : cellsAfterPlace()) {
      if (trail.knows(before)) {
        addTo(chains, chain);
        chain = new ArrayList<>();
      } else {
        chain.add(before);
      }
      before = cell;
    }
    if (!isEven() && !trail.knows(before)) {
      chain.add(before);
    }
    addTo(chains, chain);
    return chains;
  }

  private void addTo(List<Chain> chains, List<OID> chain) {
    if (!chain.isEmpty()) {
      chains.add(Chain.of(chain, valueBytes));
    }
  }

  private List<OID> cellsAfterPlace() {
    List<OID> cells = new ArrayList<>();
    for (OID each : columns.subList(column, columns.size())) {
      for (OID row : rows) {
        OID cell = Mib.at(each, row.getValue());
        if (cell.compareTo(place) > 0) {
          cells.add(cell);
        }
      }
    }
    return cells;
  }

  /** Whether all columns that it has begun have the same rows: then the last has no more. */
  private boolean isEven() {
    return seen.subList(Math.max(lead, 0), column).stream().allMatch(rows::equals);
  }

  /** Goes as far as is known, and takes what belongs to it. */
  void take(Trail trail, Values values) {
    ended |= isComplete();
    Optional<VariableBinding> got = trail.after(place);
    while (!ended && got.isPresent()) {
      step(got.get(), values);
      got = trail.after(place);
    }
    // An agent that says nothing of the next cell has none.
    ended |= place.equals(asked);
    asked = null;
  }

  private void step(VariableBinding got, Values values) {
    OID instance = got.getOid();
    int at = columnOf(instance);
    boolean on = !got.isException() && at >= 0 && instance.compareTo(place) > 0;
    if (!on || rows.size() >= MOST_ROWS || cells >= MOST_CELLS) {
      ended = true;
      return;
    }
    place = instance;
    column = at;
    lead = lead < 0 ? at : lead;
    cells++;
    OID row = Values.suffix(columns.get(at), instance);
    rows.add(row);
    seen.get(at).add(row);
    // Holes are told as Null by some.
    if (!(got.getVariable() instanceof Null)) {
      values.put(instance, got.getVariable());
    }
    ended = isComplete();
  }

  /** At the last cell of a table whose columns have all the same rows. */
  private boolean isComplete() {
    boolean told = leader == null ? areRowsKnown() : leader.ended;
    return told && column == columns.size() - 1 && isEven() && seen.get(column).equals(rows);
  }

  private int columnOf(OID instance) {
    for (int i = column; i < columns.size(); i++) {
      if (instance.startsWith(columns.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
