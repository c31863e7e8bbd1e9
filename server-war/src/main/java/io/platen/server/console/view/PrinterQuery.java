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
 * @param sort name, model, serial, location, age; a leading minus turns it round
 */
public record PrinterQuery(
    String text, @Nullable State state, String maker, String sort, String after, String selected) {

  /** Everything, by name. */
  public static final PrinterQuery ALL = new PrinterQuery("", null, "", "name", "", "");

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

  /** By this column; the other way round if it is by this column already. */
  public PrinterQuery sortedBy(String column) {
    String turned = sort.equals(column) ? "-" + column : column;
    return new PrinterQuery(text, state, maker, turned, "", "");
  }

  /** The value of aria-sort for a column's head, or null. */
  public @Nullable String ariaSort(String column) {
    if (sort.equals(column)) {
      return "ascending";
    }
    return sort.equals("-" + column) ? "descending" : null;
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
