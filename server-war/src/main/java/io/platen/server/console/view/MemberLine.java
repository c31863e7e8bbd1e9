package io.platen.server.console.view;

import java.time.Instant;

/**
 * One key of a printer that has several.
 *
 * @param head whether the printer goes by this one's id
 * @param gone whether its device no longer sees it
 */
public record MemberLine(
    String id,
    boolean head,
    String deviceId,
    String deviceName,
    String key,
    Instant lastRead,
    boolean gone) {}
