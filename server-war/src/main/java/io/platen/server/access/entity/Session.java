package io.platen.server.access.entity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in user.
 *
 * @param csrf what forms and scripts send along with anything that changes something
 * @param theme {@code system}, {@code light} or {@code dark}
 * @param locale a language tag; null for what the browser asks for
 */
public record Session(
    Caller caller,
    long user,
    String tenantName,
    String csrf,
    String theme,
    @Nullable String locale,
    Instant expires) {}
