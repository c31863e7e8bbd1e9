package io.platen.protocol.problem;

import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 gives it, with what a device must know: whether to send again, and when.
 *
 * @param type a registered one
 * @param detail what failed, why, what to do
 * @param instance a trace id that finds the server's log line
 * @param retryAfterSeconds 1 to 86400; null where the device's own back-off holds
 * @param requirement the id that was violated, e.g. {@code PLT-RPT-004}
 */
public record Problem(
    ProblemType type,
    @Nullable String detail,
    @Nullable String instance,
    @Nullable Long retryAfterSeconds,
    @Nullable String requirement) {}
