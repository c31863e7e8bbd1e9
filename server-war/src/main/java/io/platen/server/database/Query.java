package io.platen.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement with the values of its places; text never holds a value. */
public final class Query {
  private final Connection connection;
  private final String sql;
  private final List<@Nullable Object> values;

  private Query(Connection connection, String sql, List<@Nullable Object> values) {
    this.connection = connection;
    this.sql = sql;
    this.values = values;
  }

  public static Query of(Connection connection, String sql, @Nullable Object... values) {
    return new Query(
        connection, sql, Collections.unmodifiableList(new ArrayList<>(Arrays.asList(values))));
  }

  @FunctionalInterface
  public interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  public <T> List<T> list(Mapper<T> mapper) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> list = new ArrayList<>();
        while (rows.next()) {
          list.add(mapper.map(rows));
        }
        return list;
      }
    }
  }

  public <T> Optional<T> first(Mapper<T> mapper) throws SQLException {
    return list(mapper).stream().findFirst();
  }

  /** How many rows it changed. */
  public int update() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement);
      return statement.executeUpdate();
    }
  }

  private void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value instanceof Instant time) {
        statement.setObject(i + 1, time.atOffset(ZoneOffset.UTC));
      } else if (value instanceof Enum<?> token) {
        statement.setString(i + 1, token.name());
      } else if (value instanceof Object[] array) {
        statement.setArray(i + 1, connection.createArrayOf(type(array), array));
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }

  private static String type(Object[] array) {
    return array instanceof String[] ? "text" : array instanceof Long[] ? "bigint" : "uuid";
  }

  public static Instant time(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(findTime(row, column), column);
  }

  public static @Nullable Instant findTime(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
