package io.platen.protocol.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One registry: its tokens in the order of the file.
 *
 * @param name e.g. {@code supply-types}
 * @param title what is registered
 * @param reference where names and numbers come from
 * @param entries never empty
 */
public record Registry(String name, String title, String reference, List<Entry> entries) {

  public Registry {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("The registry " + name + " is empty");
    }
  }

  /**
   * One token.
   *
   * @param number of the same thing in the registry that is referred to; null where there is none
   * @param text what it means
   * @param attributes what only some registries have, e.g. {@code unit} or {@code httpStatus}
   */
  public record Entry(
      String token, @Nullable Integer number, String text, Map<String, String> attributes) {
    public Entry {
      attributes = Map.copyOf(attributes);
    }
  }

  /** What the token means, empty where it is not registered. */
  public Optional<Entry> find(String token) {
    return entries.stream().filter(entry -> entry.token().equals(token)).findFirst();
  }
}
