package io.platen.server.console.view;

import java.time.Instant;

/**
 * A rollout as lists show it.
 *
 * @param subject what is rolled out, in one line
 * @param done how many devices are, of all, in words
 */
public record RolloutRow(
    String id,
    String name,
    String subject,
    Badge badge,
    RolloutBar bar,
    String done,
    Instant created,
    String by) {}
