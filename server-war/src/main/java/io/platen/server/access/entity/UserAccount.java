package io.platen.server.access.entity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user as administrators see one.
 *
 * @param isInvited whether the user has yet to set a password
 * @param lastSignIn null when the user never came
 */
public record UserAccount(
    long id,
    String login,
    Role role,
    Instant created,
    @Nullable Instant lastSignIn,
    boolean isInvited) {}
