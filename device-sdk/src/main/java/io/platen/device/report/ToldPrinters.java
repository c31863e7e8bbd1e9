package io.platen.device.report;

import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.Report.ClockQuality;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a sequence of reports has told, kept printer by printer: what is new of one reads and writes
 * one, and no fleet is too large. A printer lies under a name that tells nobody who it is, as the
 * report that would tell it whole, packed; {@link DeviceStore} encrypts it.
 *
 * <p>Versions before kept all printers in one value; it is taken apart at the first start.
 */
final class ToldPrinters {
  private static final UUID NOBODY = new UUID(0, 0);

  private final DeviceStore store;
  private final String name;

  /**
   * @param name which of the states the store has; the one value of versions before had it
   */
  ToldPrinters(DeviceStore store, String name) throws StoreException {
    this.store = store;
    this.name = name;
    Optional<byte[]> together = store.find(name);
    if (together.isPresent()) {
      takeApart(Entry.parse(together.get()).report());
    }
  }

  private void takeApart(Report together) throws StoreException {
    Change change = change();
    change.after(together);
    Written parts = change.prepared();
    store.change(
        writer -> {
          writer.remove(name);
          parts.to(writer);
        });
  }

  /** Whether anything was told at all, be it that there are no printers. */
  boolean isThere() throws StoreException {
    return store.has(countName());
  }

  /** How many printers. */
  int count() throws StoreException {
    return store
        .find(countName())
        .map(count -> Integer.parseInt(new String(count, StandardCharsets.US_ASCII)))
        .orElse(0);
  }

  /** One printer, empty where nothing was told of it. */
  Optional<PrinterReport> find(String key) throws StoreException {
    return store.find(nameOf(key)).map(ToldPrinters::unpacked);
  }

  /** All printers. */
  FleetState all() throws StoreException {
    Map<String, PrinterReport> all = new LinkedHashMap<>();
    for (String each : store.names(prefix())) {
      PrinterReport printer = unpacked(store.find(each).orElseThrow());
      all.put(printer.key(), printer);
    }
    return new FleetState(all);
  }

  private static PrinterReport unpacked(byte[] packed) {
    return Entry.parse(packed).report().printers().get(0);
  }

  private static byte[] packed(PrinterReport printer) {
    return Entry.of(
            new Report(
                NOBODY,
                NOBODY,
                1,
                Report.Kind.FULL,
                null,
                Instant.EPOCH,
                ClockQuality.UNSET,
                null,
                List.of(),
                List.of(printer),
                List.of()))
        .bytes();
  }

  private String nameOf(String key) {
    return store.hiddenName(prefix(), key);
  }

  private String prefix() {
    return name + "/";
  }

  private String countName() {
    return name + "-count";
  }

  /** What is to become of it. */
  Change change() {
    return new Change();
  }

  /** The state as it will be, which only what changes is read for. */
  final class Change {
    private final Map<String, Optional<PrinterReport>> touched = new LinkedHashMap<>();
    private boolean anew;

    /** What holds after one more report: a full one replaces all, a delta what it names. */
    void after(Report report) throws StoreException {
      if (report.kind() == Report.Kind.FULL) {
        forget();
      }
      for (PrinterReport told : report.printers()) {
        PrinterReport merged =
            find(told.key()).map(known -> FleetState.merge(known, told)).orElse(told);
        touched.put(told.key(), Optional.of(merged));
      }
      report.removed().forEach(key -> touched.put(key, Optional.empty()));
    }

    private Optional<PrinterReport> find(String key) throws StoreException {
      Optional<PrinterReport> known = touched.get(key);
      if (known != null) {
        return known;
      }
      return anew ? Optional.empty() : ToldPrinters.this.find(key);
    }

    /** Nothing is known any more. */
    void forget() {
      touched.clear();
      anew = true;
    }

    /** What has to be written so that it holds. */
    Written prepared() throws StoreException {
      List<String> removed = new ArrayList<>(anew ? store.names(prefix()) : List.of());
      Map<String, byte[]> put = new HashMap<>();
      int count = anew ? 0 : count();
      for (Map.Entry<String, Optional<PrinterReport>> each : touched.entrySet()) {
        String name = nameOf(each.getKey());
        boolean wasThere = !anew && store.has(name);
        if (each.getValue().isPresent()) {
          put.put(name, packed(each.getValue().get()));
          count += wasThere ? 0 : 1;
        } else {
          removed.add(name);
          count -= wasThere ? 1 : 0;
        }
      }
      if (count != count() || !isThere()) {
        put.put(countName(), Integer.toString(count).getBytes(StandardCharsets.US_ASCII));
      }
      removed.removeAll(put.keySet());
      return new Written(put, removed);
    }
  }

  /** As if nothing had ever been told. */
  Written nothing() throws StoreException {
    List<String> removed = new ArrayList<>(store.names(prefix()));
    removed.add(countName());
    return new Written(Map.of(), removed);
  }

  /**
   * Written with others in one change.
   *
   * @param put bytes by names
   */
  record Written(Map<String, byte[]> put, List<String> removed) {
    void to(DeviceStore.Writer writer) {
      removed.forEach(writer::remove);
      put.forEach(writer::put);
    }
  }
}
