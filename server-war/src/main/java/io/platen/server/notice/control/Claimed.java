package io.platen.server.notice.control;

import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Item;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice that this node has in hand, for as long as its lease lasts.
 *
 * @param claim names this try: another node that took it over has another
 * @param begun from when it is tried
 * @param tries this one among them
 * @param items empty for a test
 */
public record Claimed(
    UUID id,
    UUID claim,
    Channel channel,
    @Nullable WebhookKey key,
    String target,
    Instant begun,
    int tries,
    List<Item> items) {
  public Claimed {
    items = List.copyOf(items);
  }
}
