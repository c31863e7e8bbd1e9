package io.platen.server.console.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice on its way.
 *
 * @param what how many things it tells, in words
 * @param error why the last try was none
 * @param again whether it can be sent again
 */
public record NoticeLine(
    String id,
    Badge badge,
    String channel,
    String target,
    String what,
    Instant created,
    @Nullable Instant next,
    @Nullable String error,
    boolean again) {}
