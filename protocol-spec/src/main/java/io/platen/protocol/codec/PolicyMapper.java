package io.platen.protocol.codec;

import io.platen.protocol.Limit;
import io.platen.protocol.binding.AlertPolicyXml;
import io.platen.protocol.binding.LimitsXml;
import io.platen.protocol.binding.MaskXml;
import io.platen.protocol.binding.PolicyXml;
import io.platen.protocol.binding.PrivacyXml;
import io.platen.protocol.binding.ScheduleXml;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The policy of a sync document. */
final class PolicyMapper {
  private PolicyMapper() {}

  static Policy read(PolicyXml xml) {
    return new Policy(
        xml.isSources(),
        read(xml.getSchedule()),
        read(xml.getLimits()),
        read(xml.getPrivacy()),
        read(xml.getAlerts()));
  }

  private static Policy.Alerts read(@Nullable AlertPolicyXml xml) {
    if (xml == null) {
      return Policy.Alerts.DEFAULT;
    }
    Set<PrinterAlert.Severity> severities = EnumSet.noneOf(PrinterAlert.Severity.class);
    xml.getSeverities()
        .forEach(name -> severities.add(Names.constant(PrinterAlert.Severity.class, name)));
    return new Policy.Alerts(
        xml.isTraps(),
        severities.isEmpty() ? Policy.Alerts.DEFAULT.severities() : severities,
        new HashSet<>(xml.getExcept()),
        xml.isAlways());
  }

  private static Policy.Schedule read(ScheduleXml xml) {
    return new Policy.Schedule(
        LocalTime.parse(xml.getFrom()),
        LocalTime.parse(xml.getTo()),
        zone(xml.getZone()),
        xml.getInterval(),
        xml.getRandomDelay(),
        xml.getFullEvery(),
        search(xml.getDiscoveryEvery()));
  }

  private static Duration search(@Nullable Duration every) {
    return every == null ? Limit.DISCOVERY_EVERY.duration() : every;
  }

  private static @Nullable ZoneId zone(@Nullable String name) {
    return name == null ? null : ZoneId.of(name);
  }

  private static Policy.Limits read(LimitsXml xml) {
    return new Policy.Limits(
        xml.getBodyBytes(),
        xml.getPrintersPerReport(),
        xml.getOutboxBytes(),
        xml.getOutboxAge(),
        xml.getPacketsPerSecond(),
        xml.getBytesPerMinute() == null ? Limit.BYTES_PER_MINUTE.value() : xml.getBytesPerMinute());
  }

  private static Map<String, Policy.MaskKind> read(PrivacyXml xml) {
    Map<String, Policy.MaskKind> masks = new HashMap<>();
    for (MaskXml mask : xml.getMask()) {
      Policy.MaskKind kind = Names.constant(Policy.MaskKind.class, mask.getAs());
      if (masks.put(mask.getClazz(), kind) != null) {
        throw new IllegalArgumentException("Two masks for the data class " + mask.getClazz());
      }
    }
    return masks;
  }

  static PolicyXml write(Policy policy) {
    PolicyXml xml = new PolicyXml();
    xml.setSources(policy.sources());
    xml.setSchedule(write(policy.schedule()));
    xml.setLimits(write(policy.limits()));
    xml.setPrivacy(new PrivacyXml());
    // Sorted: a map has no order, and the same policy shall give the same bytes.
    new TreeMap<>(policy.masks())
        .forEach((dataClass, kind) -> xml.getPrivacy().getMask().add(mask(dataClass, kind)));
    xml.setAlerts(write(policy.alerts()));
    return xml;
  }

  /** The default needs not be said. */
  private static @Nullable AlertPolicyXml write(Policy.Alerts alerts) {
    if (alerts.equals(Policy.Alerts.DEFAULT)) {
      return null;
    }
    AlertPolicyXml xml = new AlertPolicyXml();
    xml.setTraps(alerts.traps());
    alerts.severities().stream()
        .sorted()
        .forEach(severity -> xml.getSeverities().add(Names.wire(severity)));
    alerts.except().stream().sorted().forEach(xml.getExcept()::add);
    xml.setAlways(alerts.always());
    return xml;
  }

  private static ScheduleXml write(Policy.Schedule schedule) {
    ScheduleXml xml = new ScheduleXml();
    xml.setFrom(schedule.from().toString());
    xml.setTo(schedule.to().toString());
    ZoneId zone = schedule.zone();
    xml.setZone(zone == null ? null : zone.getId());
    xml.setInterval(schedule.interval());
    xml.setRandomDelay(schedule.randomDelay());
    xml.setFullEvery(schedule.fullEvery());
    Duration search = schedule.discoveryEvery();
    // The default needs not be said.
    xml.setDiscoveryEvery(search.equals(Limit.DISCOVERY_EVERY.duration()) ? null : search);
    return xml;
  }

  private static LimitsXml write(Policy.Limits limits) {
    LimitsXml xml = new LimitsXml();
    xml.setBodyBytes(limits.bodyBytes());
    xml.setPrintersPerReport(limits.printersPerReport());
    xml.setOutboxBytes(limits.outboxBytes());
    xml.setOutboxAge(limits.outboxAge());
    xml.setPacketsPerSecond(limits.packetsPerSecond());
    long bytes = limits.bytesPerMinute();
    xml.setBytesPerMinute(bytes == Limit.BYTES_PER_MINUTE.value() ? null : bytes);
    return xml;
  }

  private static MaskXml mask(String dataClass, Policy.MaskKind kind) {
    MaskXml xml = new MaskXml();
    xml.setClazz(dataClass);
    xml.setAs(Names.wire(kind));
    return xml;
  }
}
