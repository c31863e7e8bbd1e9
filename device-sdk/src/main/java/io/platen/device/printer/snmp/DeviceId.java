package io.platen.device.printer.snmp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The IEEE 1284 device id: keys and values, {@code MFG:...;MDL:...;SN:...;}. */
final class DeviceId {
  private final Map<String, String> values = new TreeMap<>();

  private DeviceId() {}

  static DeviceId parse(String text) {
    DeviceId id = new DeviceId();
    for (String part : text.split(";", -1)) {
      int colon = part.indexOf(':');
      if (colon > 0 && !part.substring(colon + 1).isBlank()) {
        id.values.putIfAbsent(
            part.substring(0, colon).strip().toUpperCase(Locale.ROOT),
            part.substring(colon + 1).strip());
      }
    }
    return id;
  }

  Optional<String> maker() {
    return first("MFG", "MANUFACTURER");
  }

  Optional<String> model() {
    return first("MDL", "MODEL");
  }

  /** Without the keys that hold serial numbers. */
  Optional<String> makerAndModel() {
    String kept =
        maker().map(text -> "MFG:" + text + ";").orElse("")
            + model().map(text -> "MDL:" + text + ";").orElse("");
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
  }

  Optional<String> serial() {
    return first("SN", "SERN", "SERIALNUMBER");
  }

  private Optional<String> first(String... keys) {
    for (String key : keys) {
      if (values.containsKey(key)) {
        return Optional.ofNullable(values.get(key));
      }
    }
    return Optional.empty();
  }
}
