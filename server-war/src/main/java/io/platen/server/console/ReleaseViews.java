package io.platen.server.console;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.Hardware;
import io.platen.server.console.view.Badge;
import io.platen.server.console.view.ReleasesView;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Words;
import io.platen.server.release.control.Forecast;
import io.platen.server.release.entity.RepositoryState;
import io.platen.server.release.entity.RepositoryState.Expiry;
import io.platen.server.release.entity.RepositoryState.Warning;
import io.platen.server.release.entity.StoredRelease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Releases in words. */
final class ReleaseViews {
  private static final int KB = 1000;
  private static final int MB = KB * KB;

  private final Words words;

  ReleaseViews(Words words) {
    this.words = words;
  }

  ReleasesView.Repository repository(RepositoryState state) {
    Badge badge =
        state.published() == null
            ? new Badge(State.UNKNOWN, words.t("releases.waits"))
            : badge(state.worst(words.now()), "");
    return new ReleasesView.Repository(
        state.name(),
        badge,
        state.published(),
        Objects.requireNonNullElse(state.publishedBy(), ""),
        state.expiries().stream().map(this::expiry).toList());
  }

  private ReleasesView.Expiry expiry(Expiry expiry) {
    Warning warning = expiry.at(words.now());
    String left = words.span(Duration.between(words.now(), expiry.expires()));
    return new ReleasesView.Expiry(
        words.t("releases.role", roleName(expiry.role()), expiry.version()),
        expiry.expires(),
        badge(warning, left),
        warning == Warning.NONE ? "" : words.t("releases.advice." + adviceFor(expiry.role())));
  }

  private String roleName(String role) {
    return words.orItself("releases.role.", role);
  }

  /** What a timer renews, and what people have to sign. */
  private static String adviceFor(String role) {
    return switch (role) {
      case "timestamp", "snapshot" -> "publish";
      case "root" -> "root";
      default -> "targets";
    };
  }

  private Badge badge(Warning warning, String left) {
    return switch (warning) {
      case NONE ->
          new Badge(
              State.OK, left.isEmpty() ? words.t("releases.good") : words.t("releases.left", left));
      case SOON ->
          new Badge(
              State.ATTENTION,
              left.isEmpty() ? words.t("releases.soon") : words.t("releases.left", left));
      case EXPIRED -> new Badge(State.PROBLEM, words.t("releases.expired"));
    };
  }

  ReleasesView.Line line(StoredRelease stored, List<Forecast.Line> forecast, String plan) {
    return new ReleasesView.Line(
        stored.release().id(),
        stored.repository(),
        stored.release().hardware().stream().map(this::hardware).collect(Collectors.joining(", ")),
        stored.release().components().stream().map(this::component).toList(),
        size(stored.contents().stream().mapToLong(StoredRelease.Content::fullBytes).sum()),
        runs(stored, forecast),
        stored.firstSeen(),
        forecast.stream().map(this::forecast).toList(),
        plan);
  }

  private String hardware(Hardware hardware) {
    if (hardware.to() == Integer.MAX_VALUE) {
      return hardware.from() == 0
          ? hardware.model()
          : words.t("releases.from", hardware.model(), hardware.from());
    }
    return words.t("releases.revisions", hardware.model(), hardware.from(), hardware.to());
  }

  private String component(Component part) {
    return words.t(
        "releases.component", name(part.name()), part.version().toString(), part.counter());
  }

  private String name(ComponentName name) {
    return words.t("releases.component." + name.token());
  }

  /** A device runs a release when it runs all its components, so the rarest tells at most. */
  private String runs(StoredRelease stored, List<Forecast.Line> forecast) {
    if (forecast.isEmpty()) {
      return words.t("releases.nobodyKnown");
    }
    Map<ComponentName, Integer> have =
        forecast.stream()
            .filter(line -> line.way() == Forecast.Way.NONE)
            .collect(
                Collectors.toMap(Forecast.Line::component, Forecast.Line::devices, Integer::sum));
    int devices =
        stored.release().components().stream()
            .mapToInt(part -> have.getOrDefault(part.name(), 0))
            .min()
            .orElse(0);
    return devices == 1
        ? words.t("releases.runsOne")
        : words.t("releases.runs", words.number(devices));
  }

  String forecast(Forecast.Line line) {
    String version = line.version().isEmpty() ? words.t("releases.noVersion") : line.version();
    String devices =
        line.devices() == 1
            ? words.t("releases.oneDevice")
            : words.t("releases.devices", words.number(line.devices()));
    return words.t(
        "releases.way." + line.way().name().toLowerCase(java.util.Locale.ROOT),
        devices,
        name(line.component()),
        version,
        size(line.bytes()));
  }

  /** KB is 1,000 bytes. */
  String size(long bytes) {
    if (bytes < KB) {
      return words.t("releases.bytes", words.number(bytes));
    }
    return bytes < MB
        ? words.t("releases.kilobytes", words.number(Math.round(bytes / (double) KB)))
        : words.t("releases.megabytes", words.number(Math.round(bytes / (double) MB)));
  }
}
