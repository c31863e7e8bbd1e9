package io.platen.server.notice.entity;

import io.platen.protocol.printer.PrinterAlert.Severity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found, and what people did about it.
 *
 * @param closed null while it holds
 * @param acknowledgedBy null while nobody has taken note
 * @param mutedUntil until then nobody is told
 */
public record Finding(
    long tenant,
    long id,
    UUID rule,
    String ruleName,
    Template template,
    Severity severity,
    String siteName,
    Condition condition,
    Instant opened,
    @Nullable Instant closed,
    @Nullable String acknowledgedBy,
    @Nullable Instant mutedUntil) {}
