package io.platen.server.fleet.entity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device with what came from it.
 *
 * @param state of its record, e.g. {@code ACTIVE}
 * @param clock how good its clock is, e.g. {@code SYNCHRONISED}
 * @param lastHeartbeat the last that the registry has heard
 * @param lastReport by the server's clock
 * @param tls12 whether it came by TLS 1.2 the last time
 * @param lostReports how many its outbox had to drop
 */
public record DeviceRow(
    UUID id,
    String name,
    String state,
    DevicePresence presence,
    Instant created,
    @Nullable Instant activated,
    @Nullable Instant lastContact,
    @Nullable Instant lastHeartbeat,
    @Nullable Instant lastReport,
    @Nullable String software,
    @Nullable String address,
    @Nullable String clock,
    boolean tls12,
    long lostReports,
    long printers,
    long discoveryEntries) {}
