package io.platen.server.console.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One device of a list.
 *
 * @param tls12 whether it came by TLS 1.2 the last time
 */
public record DeviceRow(
    String id,
    Badge badge,
    String name,
    long printers,
    boolean tls12,
    @Nullable Instant lastContactAt,
    @Nullable Instant lastReportAt) {

  public String version() {
    return lastContactAt == null ? "0" : Long.toString(lastContactAt.toEpochMilli());
  }
}
