package io.platen.device.printer.snmp;

/**
 * What a printer's agent has shown it can do: kept between readings, so that nothing is tried in
 * vain twice. Belongs to one thread at a time.
 */
final class Habits {
  private static final int VARBINDS_AT_FIRST = 40;

  /** Several agents answer so many at most, whatever fits. */
  private static final int CELLS_AT_FIRST = 64;

  /** A table that ends where the agent's objects end makes short answers too. */
  private static final int FEWEST_CELLS = 10;

  private boolean bulk;
  private int cells = CELLS_AT_FIRST;
  private int varbinds = VARBINDS_AT_FIRST;

  Habits(boolean bulk) {
    this.bulk = bulk;
  }

  /** GETBULK: not in v1, and some agents that say v2c drop it. */
  boolean answersBulk() {
    return bulk;
  }

  void dropsBulk() {
    bulk = false;
  }

  /** The most varbinds of an answer. */
  int cells() {
    return cells;
  }

  /** An answer ended before all was in it. */
  void answersAtMost(int answered) {
    cells = Math.max(FEWEST_CELLS, Math.min(cells, answered));
  }

  /** The most varbinds of a request that it takes. */
  int varbinds() {
    return varbinds;
  }

  /** A request of so many was too much for it. */
  void tooMany(int asked) {
    varbinds = Math.max(1, Math.min(varbinds, asked / 2));
  }
}
