package io.platen.device.report;

import io.platen.device.link.HostsSeen;
import io.platen.device.link.LinkFailure;
import io.platen.device.link.LinkWatch;
import io.platen.device.link.Voucher;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.report.Obstacle;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What keeps the device from its hosts, remembered over a restart until the server knows it.
 * [PLT-TLS-044]
 */
public final class ObstaclesMet implements LinkWatch {
  private static final Logger LOG = System.getLogger(ObstaclesMet.class.getName());
  private static final String NAME = "obstacles";
  private static final int MOST = 32;

  private final DeviceStore store;
  private final InstantSource clock;
  private final HostsSeen seen;
  private final Map<String, MetObstacle> met = new LinkedHashMap<>();

  /**
   * @param hosts those of the configuration
   */
  public ObstaclesMet(DeviceStore store, InstantSource clock, List<URI> hosts)
      throws StoreException {
    this.store = store;
    this.clock = clock;
    this.seen = new HostsSeen(hosts);
    List<String> names = hosts.stream().map(MetObstacle::name).toList();
    store.find(NAME).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).stream()
        .flatMap(String::lines)
        .map(MetObstacle::parse)
        .map(each -> names.contains(each.obstacle().host()) ? each : each.ended())
        .forEach(each -> met.put(each.key(), each));
  }

  /** Those that a sync document names. */
  public void adopt(List<URI> named) {
    seen.add(named);
  }

  @Override
  public List<URI> hosts() {
    return seen.hosts();
  }

  @Override
  public boolean isAlone(URI host, Voucher voucher) {
    return seen.isAlone(host, voucher);
  }

  @Override
  public synchronized void failed(LinkFailure failure) {
    seen.failed(failure);
    failure.kind().obstacle().ifPresent(kind -> meet(kind, failure));
  }

  private void meet(String kind, LinkFailure failure) {
    Instant now = clock.instant();
    MetObstacle obstacle = MetObstacle.of(failure, kind, now);
    met.merge(obstacle.key(), obstacle, (before, again) -> before.again(again));
    if (met.size() > MOST) {
      met.remove(met.keySet().iterator().next());
    }
    save();
  }

  /** The host itself is there again: what was in the way is not any more. */
  @Override
  public synchronized void answered(URI host) {
    seen.answered(host);
    String name = MetObstacle.name(host);
    if (met.values().stream().anyMatch(each -> each.isInTheWayOf(name))) {
      met.replaceAll((key, each) -> each.isInTheWayOf(name) ? each.ended() : each);
      met.values().removeIf(MetObstacle::isSettled);
      save();
    }
  }

  /** What is in the way now, with what to do about it. */
  public synchronized List<Standing> standing() {
    return met.values().stream()
        .filter(each -> !each.over())
        .map(each -> new Standing(each.obstacle(), each.explanation()))
        .toList();
  }

  /**
   * One that is in the way.
   *
   * @param explanation what it is and what to do, in a few sentences
   */
  public record Standing(Obstacle obstacle, String explanation) {}

  /** What the next report has to tell. */
  synchronized List<Obstacle> untold() {
    return met.values().stream()
        .filter(MetObstacle::isUntold)
        .map(MetObstacle::obstacle)
        .limit(MOST)
        .toList();
  }

  /** They lie in a report now, durably. */
  synchronized void told(List<Obstacle> told) {
    if (told.isEmpty()) {
      return;
    }
    met.replaceAll((key, each) -> told.contains(each.obstacle()) ? each.wasTold() : each);
    met.values().removeIf(MetObstacle::isSettled);
    save();
  }

  /** Where the disk refuses, they are told all the same, unless the device restarts before. */
  private void save() {
    List<String> lines = new ArrayList<>();
    met.values().forEach(each -> lines.add(each.line()));
    try {
      store.change(writer -> writer.put(NAME, lines.stream().collect(Collectors.joining("\n"))));
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "What is in the way cannot be stored", e);
    }
  }
}
