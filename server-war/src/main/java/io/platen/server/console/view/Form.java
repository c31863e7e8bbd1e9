package io.platen.server.console.view;

import java.util.List;
import java.util.Map;

/**
 * A form as it was sent, and what is wrong with it.
 *
 * @param values by field, as typed
 * @param errors by field, in the reader's words; the empty name is the form as a whole
 */
public record Form(Map<String, String> values, Map<String, String> errors) {

  /** Not yet sent. */
  public static final Form EMPTY = new Form(Map.of(), Map.of());

  public Form {
    values = Map.copyOf(values);
    errors = Map.copyOf(errors);
  }

  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  public String value(String field, String otherwise) {
    return values.getOrDefault(field, otherwise);
  }

  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  public boolean isWrong(String field) {
    return errors.containsKey(field);
  }

  public boolean isWrong() {
    return !errors.isEmpty();
  }

  /** All that is wrong, the form as a whole first. */
  public List<String> summary() {
    return errors.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }
}
