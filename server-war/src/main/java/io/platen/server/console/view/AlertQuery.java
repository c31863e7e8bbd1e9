package io.platen.server.console.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the address of the list of alerts says.
 *
 * @param state open, cleared or all
 * @param severity critical, warning or other; empty for all
 * @param range 24h, 7d, 30d or all: those that were open within it
 */
public record AlertQuery(String state, String severity, String range, String after) {
  public static final List<String> STATES = List.of("open", "cleared", "all");
  public static final List<String> SEVERITIES = List.of("critical", "warning", "other");
  public static final List<String> RANGES = List.of("24h", "7d", "30d", "all");

  /** What needs somebody, of the last week. */
  public static final AlertQuery USUAL = new AlertQuery("open", "", "7d", "");

  /** What an address says that is none of the choices counts as not said. */
  public AlertQuery {
    state = STATES.contains(state) ? state : "open";
    severity = SEVERITIES.contains(severity) ? severity : "";
    range = RANGES.contains(range) ? range : "7d";
  }

  public boolean isFiltered() {
    return !equals(new AlertQuery(USUAL.state, USUAL.severity, USUAL.range, after));
  }

  public AlertQuery after(String cursor) {
    return new AlertQuery(state, severity, range, cursor);
  }

  /** The address of this query. */
  public String href() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("state", state.equals(USUAL.state) ? "" : state);
    fields.put("severity", severity);
    fields.put("range", range.equals(USUAL.range) ? "" : range);
    fields.put("after", after);
    String query =
        fields.entrySet().stream()
            .filter(field -> !field.getValue().isEmpty())
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "/alerts" : "/alerts?" + query;
  }
}
