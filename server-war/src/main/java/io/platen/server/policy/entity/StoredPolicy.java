package io.platen.server.policy.entity;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.sync.Policy;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tenant's policy as a row; the masks are kept as lines. */
@Entity
@Table(name = "policy")
@SuppressWarnings("NullAway.Init")
public class StoredPolicy {
  @Id private long tenant;

  @Column(name = "window_from")
  private String windowFrom;

  @Column(name = "window_to")
  private String windowTo;

  private @Nullable String zone;
  private String cycle;

  @Column(name = "random_delay")
  private String randomDelay;

  @Column(name = "full_every")
  private String fullEvery;

  @Column(name = "discovery_every")
  private String discoveryEvery;

  private boolean sources;
  private String masks;

  @Column(name = "packets_per_second")
  private long packetsPerSecond;

  @Column(name = "bytes_per_minute")
  private long bytesPerMinute;

  @Column(name = "alert_traps")
  private boolean alertTraps;

  @Column(name = "alert_severities")
  private String alertSeverities;

  @Column(name = "alert_except")
  private String alertExcept;

  @Column(name = "alert_always")
  private boolean alertAlways;

  private Instant changed;

  protected StoredPolicy() {}

  public StoredPolicy(long tenant, Policy policy, Instant changed) {
    this.tenant = tenant;
    change(policy, changed);
  }

  public void change(Policy policy, Instant now) {
    Policy.Schedule schedule = policy.schedule();
    ZoneId site = schedule.zone();
    windowFrom = schedule.from().toString();
    windowTo = schedule.to().toString();
    zone = site == null ? null : site.getId();
    cycle = schedule.interval().toString();
    randomDelay = schedule.randomDelay().toString();
    fullEvery = schedule.fullEvery().toString();
    discoveryEvery = schedule.discoveryEvery().toString();
    sources = policy.sources();
    masks =
        new TreeMap<>(policy.masks())
            .entrySet().stream()
                .map(mask -> mask.getKey() + " " + mask.getValue())
                .collect(Collectors.joining("\n"));
    packetsPerSecond = policy.limits().packetsPerSecond();
    bytesPerMinute = policy.limits().bytesPerMinute();
    change(policy.alerts());
    changed = now;
  }

  private void change(Policy.Alerts alerts) {
    alertTraps = alerts.traps();
    alertSeverities =
        alerts.severities().stream().sorted().map(Enum::name).collect(Collectors.joining(" "));
    alertExcept =
        alerts.except().stream()
            .sorted()
            .map(code -> Integer.toString(code))
            .collect(Collectors.joining(" "));
    alertAlways = alerts.always();
  }

  public Instant changed() {
    return changed;
  }

  /** As the sync document carries it; what a tenant cannot set is the protocol's default. */
  public Policy policy() {
    Policy.Limits usual = Policy.Limits.DEFAULT;
    return new Policy(
        sources,
        new Policy.Schedule(
            LocalTime.parse(windowFrom),
            LocalTime.parse(windowTo),
            zone == null ? null : ZoneId.of(zone),
            Duration.parse(cycle),
            Duration.parse(randomDelay),
            Duration.parse(fullEvery),
            Duration.parse(discoveryEvery)),
        new Policy.Limits(
            usual.bodyBytes(),
            usual.printersPerReport(),
            usual.outboxBytes(),
            usual.outboxAge(),
            packetsPerSecond,
            bytesPerMinute),
        masksByClass(),
        new Policy.Alerts(
            alertTraps,
            words(alertSeverities).map(Severity::valueOf).collect(Collectors.toSet()),
            words(alertExcept).map(Integer::valueOf).collect(Collectors.toSet()),
            alertAlways));
  }

  private static Stream<String> words(String text) {
    return text.isEmpty() ? Stream.empty() : Stream.of(text.split(" "));
  }

  private Map<String, Policy.MaskKind> masksByClass() {
    return masks
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> Policy.MaskKind.valueOf(parts[1])));
  }
}
