package io.platen.server.console;

import io.platen.protocol.report.Obstacle;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.server.console.view.Badge;
import io.platen.server.console.view.DeviceRow;
import io.platen.server.console.view.DeviceView;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Words;
import io.platen.server.enrolment.entity.DeviceState;
import io.platen.server.enrolment.entity.StoredEntry;
import io.platen.server.fleet.entity.DevicePresence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what the fleet knows of devices into the reader's words. */
final class DeviceViews {
  private final Words words;

  DeviceViews(Words words) {
    this.words = words;
  }

  DeviceRow row(io.platen.server.fleet.entity.DeviceRow device) {
    return new DeviceRow(
        device.id().toString(),
        badge(device),
        device.name(),
        device.printers(),
        device.tls12(),
        device.lastContact(),
        device.lastReport());
  }

  private Badge badge(io.platen.server.fleet.entity.DeviceRow device) {
    return switch (device.presence()) {
      case ONLINE -> new Badge(State.OK, words.t("word.online"));
      case WAITING -> new Badge(State.UNKNOWN, words.t("word.waiting"));
      case SILENT -> {
        Instant last = device.lastContact();
        String since =
            last == null ? words.t("age.never") : words.span(Duration.between(last, words.now()));
        yield new Badge(State.SILENT, words.t("word.silent", since));
      }
      case HEARTBEAT_ONLY -> new Badge(State.ATTENTION, words.t("word.heartbeatOnly"));
      case INACTIVE ->
          new Badge(State.SILENT, words.t("word." + device.state().toLowerCase(Locale.ROOT)));
    };
  }

  /** The usual one first; no way leads back from a record that is retired. */
  static List<String> moves(String state) {
    return switch (DeviceState.valueOf(state)) {
      case CREATED, PENDING, ACTIVE -> List.of("deactivate", "hibernate", "retire");
      case HIBERNATING -> List.of("activate", "deactivate", "retire");
      case DEACTIVATED, EXPIRED -> List.of("activate", "hibernate", "retire");
      case RETIRED -> List.of();
    };
  }

  String standing(String state) {
    return switch (DeviceState.valueOf(state)) {
      case CREATED, PENDING, ACTIVE -> words.t("device.deactivateHint");
      case HIBERNATING -> words.t("device.hibernatingHint");
      case DEACTIVATED, EXPIRED -> words.t("device.activateHint");
      case RETIRED -> words.t("device.retiredHint");
    };
  }

  List<Fact> facts(io.platen.server.fleet.entity.DeviceRow device, List<Obstacle> obstacles) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(words.t("device.id"), device.id().toString(), true));
    facts.add(new Fact(words.t("device.software"), device.software(), false));
    facts.add(new Fact(words.t("device.address"), device.address(), true));
    if (device.tls12()) {
      facts.add(new Fact(words.t("device.connection"), words.t("device.tls12"), false));
    }
    facts.add(new Fact(words.t("device.added"), words.moment(device.created()), false));
    facts.add(new Fact(words.t("device.activated"), moment(device.activated()), false));
    if (device.presence() == DevicePresence.HEARTBEAT_ONLY) {
      Instant contact = device.lastContact();
      String since = contact == null ? words.t("age.never") : words.moment(contact);
      facts.add(new Fact(words.t("device.blocked"), words.t("device.blocked.line", since), false));
    }
    if (device.lastHeartbeat() != null) {
      facts.add(new Fact(words.t("device.lastHeartbeat"), moment(device.lastHeartbeat()), false));
    }
    facts.add(new Fact(words.t("device.lastData"), moment(device.lastReport()), false));
    if (device.lostReports() > 0) {
      facts.add(new Fact(words.t("device.lost"), words.number(device.lostReports()), false));
    }
    obstacles.stream()
        .map(each -> new Fact(words.t("device.obstacle"), obstacle(each), false))
        .forEach(facts::add);
    return facts;
  }

  /** PLT-TLS-046: which host, what was in the way, until when, how often. */
  private String obstacle(Obstacle each) {
    return words.t(
        "device.obstacle.line",
        each.host(),
        words.orItself("obstacle.", each.kind()),
        each.issuer() == null ? "-" : each.issuer(),
        words.moment(each.last()),
        words.number(each.times()));
  }

  private @Nullable String moment(@Nullable Instant time) {
    return time == null ? null : words.moment(time);
  }

  /** The community is as good as a password, so it is not shown. */
  DeviceView.EntryLine entry(StoredEntry stored) {
    DiscoveryEntry entry = stored.entry();
    return new DeviceView.EntryLine(
        Long.toString(stored.id()),
        words.t("entries.kind." + entry.kind().name()),
        entry.target(),
        String.join(", ", entry.exclusions()),
        asked(entry),
        EntryTarget.size(entry.target()));
  }

  private String asked(DiscoveryEntry entry) {
    return entry.mdns() ? readers(entry) + ", mDNS" : readers(entry);
  }

  /** Ways other than the usual ones are told; SNMP with its version. */
  private String readers(DiscoveryEntry entry) {
    String others =
        EntryForm.READERS.stream()
            .filter(reader -> !reader.equals("snmp") && entry.readers().contains(reader))
            .map(reader -> words.t("source." + reader))
            .collect(Collectors.joining(", "));
    String snmp =
        entry.readers().contains("snmp")
            ? entry.access().stream().map(this::access).collect(Collectors.joining(", "))
            : "";
    if (entry.readers().equals(DiscoveryEntry.DEFAULT_READERS)) {
      return snmp;
    }
    return snmp.isEmpty() || others.isEmpty() ? snmp + others : snmp + ", " + others;
  }

  private String access(SnmpAccess access) {
    String version = "v" + access.version().token();
    return words.t("entries.access.line", version, Integer.toString(access.port()));
  }
}
