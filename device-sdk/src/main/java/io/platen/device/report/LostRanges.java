package io.platen.device.report;

import io.platen.protocol.report.Report.Lost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What never arrives, as ranges of sequences: one range where neighbours share a reason. */
final class LostRanges {
  private LostRanges() {}

  /** The dropped reports, and what they would have told of earlier losses. */
  static List<Lost> of(List<Queue.Queued> dropped, String reason) {
    List<Lost> all = new ArrayList<>();
    for (Queue.Queued each : dropped) {
      all.addAll(each.entry().lost());
      all.add(new Lost(each.sequence(), each.sequence(), reason));
    }
    return joined(all);
  }

  /** [PLT-RPT-025] Upwards, in whatever order they were lost. */
  static List<Lost> joined(List<Lost> ranges) {
    List<Lost> joined = new ArrayList<>();
    for (Lost range : ranges.stream().sorted(Comparator.comparingLong(Lost::first)).toList()) {
      Lost last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null
          && last.reason().equals(range.reason())
          && last.last() + 1 == range.first()) {
        joined.set(joined.size() - 1, new Lost(last.first(), range.last(), last.reason()));
      } else {
        joined.add(range);
      }
    }
    return List.copyOf(joined);
  }

  static String text(List<Lost> ranges) {
    return joined(ranges).stream()
        .map(range -> range.first() + " " + range.last() + " " + range.reason())
        .collect(Collectors.joining("\n"));
  }

  static List<Lost> parse(String text) {
    return text.lines()
        .map(line -> line.split(" ", 3))
        .map(part -> new Lost(Long.parseLong(part[0]), Long.parseLong(part[1]), part[2]))
        .toList();
  }
}
