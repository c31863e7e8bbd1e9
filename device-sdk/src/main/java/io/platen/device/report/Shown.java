package io.platen.device.report;

import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.report.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * [PLT-PRV-003] [PLT-SEA-005] The newest report of a device that seals, under the device's own key,
 * to be shown at the site.
 */
final class Shown {
  private static final String SHOWN = "shown";
  private static final String SEQUENCE = "shown-sequence";

  private final DeviceStore store;

  Shown(DeviceStore store) {
    this.store = store;
  }

  /** The newest of them, packed. */
  static byte[] of(List<Report> reports) {
    return Entry.of(reports.get(reports.size() - 1)).body();
  }

  static void put(DeviceStore.Writer writer, long sequence, byte[] packed) {
    writer.put(SHOWN, packed);
    writer.put(SEQUENCE, Long.toString(sequence));
  }

  /** Empty where another one is kept. */
  Optional<byte[]> find(long sequence) throws StoreException {
    Optional<byte[]> kept = store.find(SEQUENCE);
    boolean same =
        kept.isPresent()
            && new String(kept.get(), StandardCharsets.US_ASCII).equals(Long.toString(sequence));
    return same ? store.find(SHOWN) : Optional.empty();
  }
}
