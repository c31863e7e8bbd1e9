package io.platen.server.console.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A printer profile that devices are told of. */
public record ProfileLine(
    String id, int version, @Nullable String maker, Instant uploaded, String by) {}
