package io.platen.server.console.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One alert, with the printer it belongs to. */
public record AlertLine(
    Badge badge,
    String text,
    @Nullable String group,
    String printerId,
    String printerName,
    Instant since,
    @Nullable Instant endedAt) {}
