package io.platen.server.rollout.control;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device of a rollout, with what it says of itself.
 *
 * @param since of this standing
 * @param told when its wave was opened; null before
 * @param deadline silence after it is failure
 * @param reason why it ended badly, in its own words
 * @param accepted people have seen its bad end, and let the rollout go on
 * @param component at work; null where none is
 * @param done bytes of {@code size}; null where nothing is fetched
 * @param waits for what; null where it does not
 */
public record Member(
    UUID device,
    String name,
    int wave,
    Standing standing,
    Instant since,
    @Nullable Instant told,
    @Nullable Instant deadline,
    @Nullable Instant lastContact,
    @Nullable String reason,
    boolean accepted,
    @Nullable String component,
    @Nullable Long done,
    @Nullable Long size,
    @Nullable String waits) {}
