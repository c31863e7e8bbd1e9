package io.platen.server.fleet.control;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Collects a statement's conditions with their parameters, so that text never holds a value. */
final class Params {
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  Params(String sql, Object... values) {
    add(sql, values);
  }

  Params add(String more, Object... moreValues) {
    sql.append(more);
    values.addAll(List.of(moreValues));
    return this;
  }

  String sql() {
    return sql.toString();
  }

  void bind(PreparedStatement statement) throws SQLException {
    int index = 1;
    for (Object value : values) {
      statement.setObject(
          index++, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    }
  }
}
