package io.platen.server.fleet.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many rows as one parameter a column: the statement's text stays the same whatever their number,
 * so the database plans it once and one round trip does.
 */
final class Batch {
  /** Columns as {@code name type}, in order. */
  private final List<String> columns;

  private final List<List<@Nullable Object>> values = new ArrayList<>();

  Batch(String... columns) {
    this.columns = List.of(columns);
    for (int i = 0; i < columns.length; i++) {
      values.add(new ArrayList<>());
    }
  }

  void add(@Nullable Object... row) {
    if (row.length != columns.size()) {
      throw new IllegalArgumentException(
          "A row of " + row.length + " values for the columns " + columns);
    }
    for (int i = 0; i < row.length; i++) {
      values.get(i).add(row[i] instanceof Instant time ? time.toString() : row[i]);
    }
  }

  boolean isEmpty() {
    return values.get(0).isEmpty();
  }

  /** A table expression with these columns; it takes one parameter a column. */
  static String table(String name, String... columns) {
    return Arrays.stream(columns)
            .map(column -> "?::" + column.substring(column.indexOf(' ') + 1) + "[]")
            .collect(Collectors.joining(", ", "unnest(", ")"))
        + Arrays.stream(columns)
            .map(column -> column.substring(0, column.indexOf(' ')))
            .collect(Collectors.joining(", ", " AS " + name + "(", ")"));
  }

  /** Returns the index after the last parameter. */
  int bind(Connection connection, PreparedStatement statement, int first) throws SQLException {
    int index = first;
    for (int i = 0; i < columns.size(); i++) {
      String type = columns.get(i).substring(columns.get(i).indexOf(' ') + 1);
      statement.setArray(index++, connection.createArrayOf(type, array(type, values.get(i))));
    }
    return index;
  }

  private static @Nullable Object[] array(String type, List<@Nullable Object> column) {
    return switch (type) {
      case "bigint" -> column.toArray(Long[]::new);
      case "int" -> column.toArray(Integer[]::new);
      case "boolean" -> column.toArray(Boolean[]::new);
      default -> column.toArray(String[]::new);
    };
  }
}
