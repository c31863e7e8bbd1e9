package io.platen.device.snmp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The IEEE 1284 device id: keys and values, {@code MFG:...;MDL:...;SN:...;}. */
public final class DeviceId {
  private final Map<String, String> values = new TreeMap<>();

  private DeviceId() {}

  /** Of any text: what is no key with a value is left out. */
  public static DeviceId parse(String text) {
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

  public Optional<String> maker() {
    return first("MFG", "MANUFACTURER");
  }

  public Optional<String> model() {
    return first("MDL", "MODEL");
  }

  /** Without the keys that hold serial numbers. */
  public Optional<String> makerAndModel() {
    String kept =
        maker().map(text -> "MFG:" + text + ";").orElse("")
            + model().map(text -> "MDL:" + text + ";").orElse("");
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
  }

  public Optional<String> serial() {
    return first("SN", "SERN", "SERIALNUMBER");
  }

  /** Whether it says that the printer understands a language, e.g. {@code PJL}. */
  public boolean understands(String language) {
    return first("CMD", "COMMAND SET")
        .map(set -> Arrays.stream(set.split(",", -1)).map(String::strip))
        .map(set -> set.anyMatch(language::equalsIgnoreCase))
        .orElse(false);
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
