package io.platen.server.console;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.server.console.view.ReleasesView;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.Words;
import io.platen.server.release.control.Forecast;
import io.platen.server.release.control.Forecast.Way;
import io.platen.server.release.entity.RepositoryState;
import io.platen.server.release.entity.RepositoryState.Expiry;
import io.platen.server.release.entity.StoredRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page Releases, with each look that it can have. */
final class ReleaseSamples {
  private static final Instant NOW = Samples.NOW;
  private static final String HASH = "5c0e".repeat(16);

  private final ReleaseViews views;

  ReleaseSamples(Words words) {
    this.views = new ReleaseViews(words);
  }

  Map<String, Map.Entry<String, Map<String, Object>>> pages(Shell shell) {
    Map<String, Map.Entry<String, Map<String, Object>>> pages = new LinkedHashMap<>();
    pages.put("releases", page(shell, full()));
    pages.put("releases-none", page(shell, new ReleasesView(List.of(), List.of(), "")));
    RepositoryState waits = new RepositoryState("acme", null, null, List.of());
    pages.put(
        "releases-waiting",
        page(shell, new ReleasesView(List.of(views.repository(waits)), List.of(), "0")));
    return pages;
  }

  private static Map.Entry<String, Map<String, Object>> page(Shell shell, ReleasesView view) {
    return Map.entry("releases", Map.of("shell", shell, "view", view));
  }

  private ReleasesView full() {
    return new ReleasesView(
        List.of(
            views.repository(state("acme", Duration.ofDays(6), Duration.ofDays(170))),
            views.repository(state("nordlicht", Duration.ofHours(30), Duration.ofDays(21))),
            views.repository(state("old-maker", Duration.ofDays(-3), Duration.ofDays(-1)))),
        List.of(
            views.line(release("2026.3"), forecast(), "/rollouts/new"),
            views.line(release("2026.2"), List.of(), "")),
        "1 / 20");
  }

  private static RepositoryState state(String name, Duration timestamp, Duration targets) {
    Instant since = NOW.minus(Duration.ofDays(200));
    return new RepositoryState(
        name,
        NOW.minus(Duration.ofHours(3)),
        "token release-desk",
        List.of(
            new Expiry("timestamp", 214, since, NOW.plus(timestamp)),
            new Expiry("snapshot", 31, since, NOW.plus(Duration.ofDays(22))),
            new Expiry("targets", 12, since, NOW.plus(targets)),
            new Expiry("pl-100", 4, since, NOW.plus(Duration.ofDays(140))),
            new Expiry("root", 3, since, NOW.plus(Duration.ofDays(300)))));
  }

  private static StoredRelease release(String id) {
    Bytes list = new Bytes(115_000, HASH);
    return new StoredRelease(
        "acme",
        "pl-100",
        new Release(
            id,
            List.of(new Hardware("pl-100", 2, 5), new Hardware("pl-200", 1, Integer.MAX_VALUE)),
            List.of(
                new Component(
                    ComponentName.OPERATING_SYSTEM,
                    ComponentVersion.of("12.8.1"),
                    9,
                    97_280_000,
                    HASH,
                    list,
                    List.of()),
                new Component(
                    ComponentName.APPLICATION,
                    ComponentVersion.of("2.4.1"),
                    17,
                    19_400_000,
                    HASH,
                    list,
                    List.of())),
            DataForms.NONE),
        NOW.minus(Duration.ofDays(2)),
        List.of(
            new StoredRelease.Content(
                ComponentName.OPERATING_SYSTEM, list, list, new Bytes(41_000_000, HASH)),
            new StoredRelease.Content(
                ComponentName.APPLICATION, list, list, new Bytes(9_100_000, HASH))));
  }

  private static List<Forecast.Line> forecast() {
    return List.of(
        new Forecast.Line(ComponentName.OPERATING_SYSTEM, "12.8.1", 118, Way.NONE, 0),
        new Forecast.Line(ComponentName.APPLICATION, "2.4.1", 117, Way.NONE, 0),
        new Forecast.Line(ComponentName.APPLICATION, "2.4.0", 88, Way.PAIR, 251_000),
        new Forecast.Line(ComponentName.APPLICATION, "2.3.9", 6, Way.CHUNKS, 3_400_000),
        new Forecast.Line(ComponentName.APPLICATION, "", 1, Way.WHOLE, 9_215_000));
  }
}
