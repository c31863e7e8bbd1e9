package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One printer of a list; what the printer does not say is null. */
public record PrinterRow(
    String id,
    Badge badge,
    String name,
    @Nullable String model,
    @Nullable String serial,
    @Nullable String address,
    @Nullable String location,
    List<SupplyBar> supplies,
    @Nullable Instant lastReadAt) {

  public PrinterRow {
    supplies = List.copyOf(supplies);
  }

  /** Changes with each reading, so that a live list can mark what is new. */
  public String version() {
    return lastReadAt == null ? "0" : Long.toString(lastReadAt.toEpochMilli());
  }
}
