package io.platen.server.fleet.control;

import io.platen.protocol.printer.SupplyLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A level as columns: its kind, and figures where it is measured. PLT-RPT-020. */
record Levels(
    String kind,
    @Nullable Long amount,
    @Nullable Long capacity,
    @Nullable String unit,
    @Nullable Integer percent) {
  static final String MEASURED = "MEASURED";
  static final String SOME_REMAINING = "SOME_REMAINING";
  static final String UNKNOWN = "UNKNOWN";
  static final String UNLIMITED = "UNLIMITED";

  static Levels of(SupplyLevel level) {
    return level.match(
        new SupplyLevel.Cases<>() {
          @Override
          public Levels measured(SupplyLevel.Measured measured) {
            var percent = measured.percent();
            return new Levels(
                MEASURED,
                measured.amount(),
                measured.capacity(),
                measured.unit(),
                percent.isPresent() ? percent.getAsInt() : null);
          }

          @Override
          public Levels someRemaining() {
            return new Levels(SOME_REMAINING, null, null, null, null);
          }

          @Override
          public Levels unknown() {
            return new Levels(UNKNOWN, null, null, null, null);
          }

          @Override
          public Levels unlimited() {
            return new Levels(UNLIMITED, null, null, null, null);
          }
        });
  }

  static SupplyLevel read(ResultSet row) throws SQLException {
    String kind = row.getString("level_kind");
    return switch (kind) {
      case MEASURED ->
          new SupplyLevel.Measured(
              row.getLong("amount"), row.getObject("capacity", Long.class), row.getString("unit"));
      case SOME_REMAINING -> new SupplyLevel.SomeRemaining();
      case UNKNOWN -> new SupplyLevel.Unknown();
      case UNLIMITED -> new SupplyLevel.Unlimited();
      default -> throw new IllegalStateException("No kind of level is called " + kind);
    };
  }
}
