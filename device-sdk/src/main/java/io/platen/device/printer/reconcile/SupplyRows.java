package io.platen.device.printer.reconcile;

import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The supplies of one source with those of another: rows of one type and colour are the same
 * supply, in whatever order they stand.
 */
final class SupplyRows {
  /** Types that one source or the other calls a cartridge. */
  private static final Map<String, String> SAME =
      Map.of("toner-cartridge", "toner", "ink-cartridge", "ink");

  private final List<Supply> ones;
  private final int place;

  /**
   * @param place of the other source among all, from 2: its own rows are numbered by it
   */
  SupplyRows(List<Supply> ones, int place) {
    this.ones = ones;
    this.place = place;
  }

  List<Supply> with(List<Supply> others) {
    if (ones.isEmpty()) {
      return others;
    }
    List<Supply> all = new ArrayList<>(ones);
    for (Supply other : others) {
      List<Supply> like = ones.stream().filter(one -> isLike(one, other)).toList();
      if (like.isEmpty()) {
        all.add(moved(other));
      } else {
        matching(like, others, other).forEach(one -> put(all, one, other));
      }
    }
    return all;
  }

  /** Where several are of one type and colour, only their names tell which is which. */
  private static List<Supply> matching(List<Supply> like, List<Supply> others, Supply other) {
    boolean onlyOne =
        like.size() == 1 && others.stream().filter(each -> isLike(each, other)).count() == 1;
    return onlyOne
        ? like
        : like.stream()
            .filter(one -> one.description() != null)
            .filter(one -> Objects.equals(one.description(), other.description()))
            .limit(1)
            .toList();
  }

  private static void put(List<Supply> all, Supply one, Supply other) {
    int finer = Integer.compare(fineness(other.level()), fineness(one.level()));
    boolean fresher = one.asOf() != null && other.asOf() == null;
    if (finer > 0 || (finer == 0 && fresher)) {
      all.set(all.indexOf(one), withLevel(one, other));
    }
  }

  private static boolean isLike(Supply one, Supply other) {
    return kind(one.type()).equals(kind(other.type()))
        && Objects.equals(one.colorant(), other.colorant());
  }

  private static String kind(String type) {
    return SAME.getOrDefault(type, type);
  }

  /** The finer level counts; of two that are as fine the fresher, else the earlier source's. */
  private static int fineness(SupplyLevel level) {
    if (level.percent().isPresent()) {
      return 3;
    }
    if (level instanceof SupplyLevel.Measured) {
      return 2;
    }
    return level instanceof SupplyLevel.Unknown ? 0 : 1;
  }

  private static Supply withLevel(Supply one, Supply other) {
    return new Supply(
        one.index(),
        one.type(),
        one.supplyClass(),
        one.colorant(),
        one.description() == null ? other.description() : one.description(),
        one.serial() == null ? other.serial() : one.serial(),
        other.source(),
        other.level(),
        other.asOf());
  }

  private Supply moved(Supply other) {
    return new Supply(
        moved(other.index(), place),
        other.type(),
        other.supplyClass(),
        other.colorant(),
        other.description(),
        other.serial(),
        other.source(),
        other.level(),
        other.asOf());
  }

  /** No row of SNMP begins with 0: the index cannot be another's. */
  static String moved(String index, int place) {
    return "0." + place + "." + index;
  }
}
