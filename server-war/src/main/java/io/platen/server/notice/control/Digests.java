package io.platen.server.notice.control;

import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Item;
import io.platen.server.notice.entity.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which of a channel's waiting items go out now, and which of them together. */
final class Digests {
  private final Channel channel;
  private final List<Window> windows;
  private final Instant now;

  Digests(Channel channel, List<Window> windows, Instant now) {
    this.channel = channel;
    this.windows = windows;
    this.now = now;
  }

  /** Of items of somebody who has taken note nobody is told. */
  List<Item> needless(List<Item> waiting) {
    return waiting.stream()
        .filter(item -> item.quiet() && item.kind() == Item.Kind.RAISED)
        .toList();
  }

  /**
   * One digest for each site that has an item whose time has come, with all of that site; the last
   * that the hourly limit allows takes what all other sites have.
   *
   * @param sentInTheHour notices that this channel had already
   */
  List<List<Item>> due(List<Item> waiting, int sentInTheHour) {
    List<List<Item>> sites =
        bySite(waiting.stream().filter(this::mayGo).toList()).values().stream()
            .filter(items -> items.stream().anyMatch(this::isDue))
            .toList();
    int allowed = Math.max(0, channel.hourlyLimit() - sentInTheHour);
    if (sites.size() <= allowed) {
      return sites;
    }
    if (allowed == 0) {
      return List.of();
    }
    List<List<Item>> digests = new ArrayList<>(sites.subList(0, allowed - 1));
    digests.add(sites.subList(allowed - 1, sites.size()).stream().flatMap(List::stream).toList());
    return digests;
  }

  private boolean mayGo(Item item) {
    if (item.quiet() && item.kind() == Item.Kind.RAISED) {
      return false;
    }
    Instant muted = item.mutedUntil();
    return (muted == null || !muted.isAfter(now))
        && windows.stream().noneMatch(each -> each.holds(site(item), now));
  }

  /** A clock that was set back makes nobody wait for longer than a digest may take. */
  private boolean isDue(Item item) {
    return !item.due().isAfter(now) || item.due().isAfter(now.plus(Channel.LONGEST_DIGEST));
  }

  private static Map<UUID, List<Item>> bySite(List<Item> items) {
    Map<UUID, List<Item>> sites = new LinkedHashMap<>();
    items.forEach(item -> sites.computeIfAbsent(site(item), each -> new ArrayList<>()).add(item));
    return sites;
  }

  private static UUID site(Item item) {
    return item.finding().condition().place().device();
  }
}
