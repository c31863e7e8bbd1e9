package io.platen.server.notice.control;

import io.platen.server.notice.entity.Channel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One notice as it goes out.
 *
 * @param id by which the receiver knows it again: the same with each try
 * @param target an address, or a URL
 * @param key null for mail
 * @param json the same for programs
 */
public record Letter(
    UUID id,
    Channel.Kind kind,
    String target,
    @Nullable WebhookKey key,
    String subject,
    String text,
    String json) {}
