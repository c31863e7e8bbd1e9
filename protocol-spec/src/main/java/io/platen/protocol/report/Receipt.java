package io.platen.protocol.report;

import java.util.UUID;

/** The server's word that a report is durable; the same for the same report. */
public record Receipt(UUID device, UUID epoch, long sequence) {}
