package io.platen.server.fleet.entity;

import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A printer as it was last read.
 *
 * @param id the server's
 * @param key the device's
 * @param health what its status, alerts and supplies amount to
 * @param firstSeen the first reading
 * @param lastRead the last reading that the printer answered
 * @param removed when the device said that it is gone; null while it is there
 * @param facts lists in the order of their index
 * @param alerts the open ones with their times, the newest first
 * @param members who else it is, where devices know it under several keys: all of them with the one
 *     that is shown; empty for a printer with one key
 */
public record Printer(
    long id,
    UUID device,
    String deviceName,
    String key,
    PrinterHealth health,
    Instant firstSeen,
    Instant lastRead,
    @Nullable Instant removed,
    PrinterFacts facts,
    List<StoredAlert> alerts,
    List<Member> members) {

  public Printer {
    alerts = List.copyOf(alerts);
    members = List.copyOf(members);
  }

  /**
   * One key of a printer.
   *
   * @param id its row's
   * @param head whether the printer goes by this id
   * @param lastRead by its own device
   */
  public record Member(
      long id,
      boolean head,
      UUID device,
      String deviceName,
      String key,
      Instant lastRead,
      @Nullable Instant removed) {}

  public PrinterIdentity identity() {
    return facts.identity();
  }
}
