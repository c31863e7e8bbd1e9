package io.platen.server.console.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One alert, with the printer it belongs to.
 *
 * @param length how long it was or has been open, in words
 * @param handled what somebody did about it, in words; null where nobody did
 * @param reason why the printer was looked at, in words; null where it was its turn
 */
public record AlertLine(
    String id,
    Badge badge,
    String text,
    @Nullable String group,
    String printerId,
    String printerName,
    Instant since,
    @Nullable Instant endedAt,
    String length,
    @Nullable String reason,
    @Nullable String handled) {}
