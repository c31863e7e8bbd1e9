package io.platen.reference.simulate;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** Which objects of a recording follow the pages that were printed since, and how. */
final class Motion {
  private static final int CONSUMED = 3;
  private static final int RECEPTACLE = 4;
  private static final int UNIT_IMPRESSIONS = 7;

  private final NavigableMap<OID, Variable> recorded;
  private final SplittableRandom random;
  private final Map<OID, LongUnaryOperator> byObject = new HashMap<>();

  Motion(NavigableMap<OID, Variable> recorded, long seed) {
    this.recorded = recorded;
    this.random = new SplittableRandom(seed);
    long total =
        column(Mib.MARKER_LIFE_COUNT).values().stream().mapToLong(Variable::toLong).max().orElse(0);
    column(Mib.MARKER_LIFE_COUNT).forEach((oid, value) -> count(oid, value, total));
    column(Mib.MARKER_POWER_ON_COUNT).forEach((oid, value) -> count(oid, value, total));
    column(Mib.ENTERPRISES)
        .forEach(
            (oid, value) -> {
              if (value instanceof Counter32) {
                count(oid, value, total);
              }
            });
    column(Mib.SUPPLY_LEVEL).forEach(this::supply);
    int trays = column(Mib.INPUT_LEVEL).size();
    column(Mib.INPUT_LEVEL).forEach((oid, value) -> tray(oid, value, trays));
  }

  /** What the object is after so many pages. */
  Variable after(long pages, OID oid, Variable value) {
    LongUnaryOperator motion = byObject.get(oid);
    if (motion == null) {
      return value;
    }
    long moved = motion.applyAsLong(pages);
    return value instanceof Counter32
        ? new Counter32(moved & 0xFFFF_FFFFL)
        : new Integer32((int) moved);
  }

  /** A counter keeps its share of the total, so that black and colour still make the sum. */
  private void count(OID oid, Variable value, long total) {
    long start = value.toLong();
    if (total > 0 && start > 0) {
      double share = Math.min(1.0, (double) start / total);
      byObject.put(oid, pages -> start + Math.round(pages * share));
    }
  }

  private void supply(OID oid, Variable value) {
    long start = value.toLong();
    long capacity = number(Mib.sameRow(Mib.SUPPLY_LEVEL, oid, Mib.SUPPLY_CAPACITY));
    long kind = number(Mib.sameRow(Mib.SUPPLY_LEVEL, oid, Mib.SUPPLY_CLASS));
    long unit = number(Mib.sameRow(Mib.SUPPLY_LEVEL, oid, Mib.SUPPLY_UNIT));
    if ((kind == CONSUMED || kind == RECEPTACLE) && start > 0 && capacity >= start) {
      long yield = unit == UNIT_IMPRESSIONS ? capacity : random.nextLong(4_000, 20_000);
      byObject.put(oid, pages -> sinking(start, capacity, pages * capacity / yield));
    }
  }

  private void tray(OID oid, Variable value, int trays) {
    long start = value.toLong();
    long capacity = number(Mib.sameRow(Mib.INPUT_LEVEL, oid, Mib.INPUT_CAPACITY));
    if (start > 0 && capacity >= start) {
      byObject.put(oid, pages -> sinking(start, capacity, pages / trays));
    }
  }

  /** Falls by what was used; whoever finds it empty fills it to its capacity. */
  private static long sinking(long start, long capacity, long used) {
    return used < start ? start - used : capacity - (used - start) % capacity;
  }

  private long number(OID oid) {
    Variable value = recorded.get(oid);
    return value instanceof Integer32 ? value.toLong() : 0;
  }

  private NavigableMap<OID, Variable> column(OID column) {
    return recorded.subMap(column, false, column.nextPeer(), false);
  }
}
