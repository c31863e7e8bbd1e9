package io.platen.reference.powercut;

import io.platen.device.port.Storage;
import io.platen.device.store.DeviceStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a device remembers, in clear. After a loss of power it must be what it was before the
 * change that was under way, or what it was to be after it: then no stored report is lost, none is
 * there twice, none has become another one, and no sequence is given again.
 */
record Memory(Map<String, String> entries) {
  static final Memory NOTHING = new Memory(Map.of());

  Memory {
    entries = Map.copyOf(entries);
  }

  /**
   * @param file a small file beside the store; it may be missing
   */
  static Memory of(DeviceStore store, Storage disk, String file) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    for (String name : store.names()) {
      entries.put(name, text(store.find(name).orElseThrow()));
    }
    for (long sequence : store.sequences()) {
      entries.put("report " + sequence, text(store.findReport(sequence).orElseThrow()));
    }
    disk.read(file).ifPresent(octets -> entries.put("file", text(octets)));
    return new Memory(entries);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** Names of the entries that only one of them has, or that differ. */
  Set<String> differences(Memory other) {
    Set<String> names = new TreeSet<>(entries.keySet());
    names.addAll(other.entries.keySet());
    names.removeIf(name -> String.valueOf(entries.get(name)).equals(other.entries.get(name)));
    return names;
  }
}
