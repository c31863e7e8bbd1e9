package io.platen.server.fleet.entity;

import io.platen.protocol.printer.PrinterAlert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert with the times of the readings that first and last had it.
 *
 * @param printerName maker and model, or what else is known of the printer
 * @param closed null while it is open
 * @param traps how many were the reason to look; 0 where a cycle saw it
 */
public record StoredAlert(
    long id,
    long printer,
    String printerName,
    PrinterAlert alert,
    Instant opened,
    @Nullable Instant closed,
    long traps) {}
