package io.platen.server.console.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One device of a list. */
public record DeviceRow(
    String id,
    Badge badge,
    String name,
    long printers,
    @Nullable Instant lastContactAt,
    @Nullable Instant lastReportAt) {

  public String version() {
    return lastContactAt == null ? "0" : Long.toString(lastContactAt.toEpochMilli());
  }
}
