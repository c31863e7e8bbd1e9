package io.platen.server.console.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the address of the list of printers says; every link on the page is this, changed in one
 * point.
 *
 * @param text matched in name, model, serial and address
 * @param sort state (the worst first), name, or age (the oldest first)
 */
public record PrinterQuery(
    String text, @Nullable State state, String maker, String sort, String after, String selected) {

  /** Everything, the worst first. */
  public static final PrinterQuery ALL = new PrinterQuery("", null, "", "state", "", "");

  public boolean isFiltered() {
    return !text.isEmpty() || state != null || !maker.isEmpty();
  }

  public PrinterQuery with(@Nullable State newState) {
    return new PrinterQuery(text, newState, maker, sort, "", "");
  }

  public PrinterQuery withMaker(String newMaker) {
    return new PrinterQuery(text, state, newMaker, sort, "", "");
  }

  public PrinterQuery withText(String newText) {
    return new PrinterQuery(newText, state, maker, sort, "", "");
  }

  public PrinterQuery select(String id) {
    return new PrinterQuery(text, state, maker, sort, after, id);
  }

  public PrinterQuery after(String cursor) {
    return new PrinterQuery(text, state, maker, sort, cursor, "");
  }

  public PrinterQuery sortedBy(String column) {
    return new PrinterQuery(text, state, maker, column, "", "");
  }

  /** The value of aria-sort for a column's head, or null. */
  public @Nullable String ariaSort(String column) {
    if (!sort.equals(column)) {
      return null;
    }
    return column.equals("name") ? "ascending" : "descending";
  }

  /** The address of this query. */
  public String href() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("q", text);
    fields.put("state", state == null ? "" : state.token());
    fields.put("maker", maker);
    fields.put("sort", sort.equals(ALL.sort) ? "" : sort);
    fields.put("after", after);
    fields.put("sel", selected);
    String query =
        fields.entrySet().stream()
            .filter(field -> !field.getValue().isEmpty())
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "/printers" : "/printers?" + query;
  }
}
