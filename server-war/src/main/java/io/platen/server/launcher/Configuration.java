package io.platen.server.launcher;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A checked value for every key. */
final class Configuration {
  private final Map<ServerKey, String> values;

  Configuration(Map<ServerKey, String> values) {
    this.values = new EnumMap<>(ServerKey.class);
    this.values.putAll(values);
  }

  String text(ServerKey key) {
    return values.getOrDefault(key, key.defaultValue());
  }

  int number(ServerKey key) {
    return Integer.parseInt(text(key));
  }

  /** The file that is named, empty where none is. */
  Optional<Path> findFile(ServerKey key) {
    String value = text(key);
    return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value).toAbsolutePath());
  }

  Path data() {
    return Path.of(text(ServerKey.DATA)).toAbsolutePath().normalize();
  }

  boolean embedsDatabase() {
    return text(ServerKey.DB_URL).isEmpty();
  }

  /** The same with another value, for what is decided at start such as a free port. */
  Configuration with(ServerKey key, String value) {
    Configuration copy = new Configuration(values);
    copy.values.put(key, value);
    return copy;
  }
}
