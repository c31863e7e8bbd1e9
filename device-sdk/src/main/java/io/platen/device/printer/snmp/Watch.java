package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import io.platen.protocol.printer.SupplyLevel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads again what moves, in as few requests as the agent takes: GETNEXT from each known instance,
 * so that what has come or gone between two of them is noticed too, in v1 as in v2c.
 */
final class Watch {
  private static final OID SYS_UP_TIME_OBJECT = new OID("1.3.6.1.2.1.1.3");

  private static final List<OID> STATES =
      List.of(
          Mib.HR_DEVICE_STATUS,
          Mib.HR_PRINTER_STATUS,
          Mib.HR_PRINTER_ERRORS,
          Mib.GENERAL_CONFIG_CHANGES);

  private static final List<OID> MOVING =
      List.of(Mib.SUPPLY_LEVEL, Mib.INPUT_LEVEL, Mib.MARKER_LIFE_COUNT, Mib.CONSOLE_TEXT);

  /**
   * Tables that may get a row after their last. Looking behind all of them each time would cost a
   * tenth of a reading: they take turns, and after three readings each has been looked at.
   */
  private static final List<OID> GROWING =
      List.of(Mib.SUPPLY_LEVEL, Mib.INPUT_LEVEL, Mib.MARKER_LIFE_COUNT);

  /** PrtAlertCodeTC other and unknown: only the description tells what they are. */
  private static final long UNKNOWN_CODE = 2;

  /** A supply that gains a twentieth was replaced; less is a sensor's trembling. */
  private static final int REFILLED = 20;

  private final Values known;
  private final OID alerts;

  /** What is asked, with the instance that is expected; null: none of its column. */
  private final Map<OID, Optional<OID>> expected = new LinkedHashMap<>();

  private Watch(Values known, int turn) {
    this.known = known;
    this.alerts = alertColumn(known);
    int device = DeviceIndex.of(known);
    expect(SYS_UP_TIME_OBJECT, Mib.SYS_UP_TIME);
    for (OID column : STATES) {
      expect(Mib.at(column, device - 1), Mib.at(column, device));
    }
    MOVING.forEach(this::expectRows);
    expectRows(alerts);
    expectEnd(alerts);
    expectEnd(GROWING.get(Math.floorMod(turn, GROWING.size())));
  }

  /**
   * What is known, with what has moved since; nothing where all must be read anew.
   *
   * @param turn counts the readings: it chooses where a new row is looked for
   */
  static Optional<Answers> of(Agent agent, Answers before, int turn)
      throws IOException, InterruptedException, SilentAgent {
    Values known = before.values();
    Watch watch = new Watch(known, turn);
    Map<OID, VariableBinding> answers = agent.next(watch.expected.keySet());
    if (watch.isOutdated(answers)) {
      return Optional.empty();
    }
    Values values = known.copy();
    answers
        .values()
        .forEach(
            got -> {
              if (known.find(got.getOid()).isPresent()) {
                values.put(got.getOid(), got.getVariable());
              }
            });
    if (watch.haveAlertsChanged(answers)) {
      values.drop(Mib.ALERTS);
      FullReading.readAlerts(agent, values);
    }
    return Optional.of(new Answers(values, before.profile()));
  }

  private void expect(OID asked, OID instance) {
    if (known.find(instance).isPresent()) {
      expected.put(asked, Optional.of(instance));
    }
  }

  private void expectRows(OID column) {
    OID asked = column;
    for (OID instance : known.instances(column)) {
      expected.put(asked, Optional.of(instance));
      asked = instance;
    }
  }

  /** Nothing has come after the last row; nothing at all where there were none. */
  private void expectEnd(OID column) {
    NavigableSet<OID> rows = known.instances(column);
    expected.put(rows.isEmpty() ? column : rows.last(), Optional.empty());
  }

  /** Where codes say nothing, a row can change its meaning under the same index and code. */
  private static OID alertColumn(Values known) {
    for (OID row : known.rows(Mib.ALERT_SEVERITY)) {
      boolean silent =
          known.number(Mib.at(Mib.ALERT_CODE, row.getValue())).orElse(0) <= UNKNOWN_CODE;
      if (silent && !known.rows(Mib.ALERT_DESCRIPTION).isEmpty()) {
        return Mib.ALERT_DESCRIPTION;
      }
    }
    return Mib.ALERT_CODE;
  }

  private boolean isOutdated(Map<OID, VariableBinding> answers) {
    for (Map.Entry<OID, Optional<OID>> each : expected.entrySet()) {
      OID asked = each.getKey();
      if (!asked.startsWith(alerts) && isOther(asked, each.getValue(), answers)) {
        return true;
      }
    }
    return answers.values().stream().anyMatch(this::tellsOfAnother);
  }

  private boolean haveAlertsChanged(Map<OID, VariableBinding> answers) {
    for (Map.Entry<OID, Optional<OID>> each : expected.entrySet()) {
      OID asked = each.getKey();
      if (asked.startsWith(alerts) && isOther(asked, each.getValue(), answers)) {
        return true;
      }
    }
    return answers.values().stream().anyMatch(this::isNews);
  }

  private boolean isNews(VariableBinding got) {
    return got.getOid().startsWith(alerts)
        && !known.find(got.getOid()).equals(Optional.of(got.getVariable()));
  }

  /** Another row than the expected one, or a row where the last had been. */
  private boolean isOther(OID asked, Optional<OID> instance, Map<OID, VariableBinding> answers) {
    VariableBinding got = answers.get(asked);
    if (instance.isPresent()) {
      return got == null || !got.getOid().equals(instance.get());
    }
    OID column = asked.startsWith(alerts) ? alerts : columnOf(asked);
    return got != null && got.getOid().startsWith(column);
  }

  private static OID columnOf(OID asked) {
    return MOVING.stream().filter(asked::startsWith).findFirst().orElse(asked);
  }

  /** It was started anew, set up otherwise, or has got a new cartridge. */
  private boolean tellsOfAnother(VariableBinding got) {
    Values now = new Values();
    now.put(got.getOid(), got.getVariable());
    OptionalLong before = known.number(got.getOid());
    OptionalLong after = now.number(got.getOid());
    if (before.isEmpty() || after.isEmpty()) {
      return false;
    }
    if (got.getOid().equals(Mib.SYS_UP_TIME)) {
      return after.getAsLong() < before.getAsLong();
    }
    if (got.getOid().startsWith(Mib.GENERAL_CONFIG_CHANGES)) {
      return after.getAsLong() != before.getAsLong();
    }
    return got.getOid().startsWith(Mib.SUPPLY_LEVEL) && isRefilled(got.getOid(), before, after);
  }

  private boolean isRefilled(OID instance, OptionalLong before, OptionalLong after) {
    OID row = Values.suffix(Mib.SUPPLY_LEVEL, instance);
    OptionalLong capacity = known.number(Mib.at(Mib.SUPPLY_CAPACITY, row.getValue()));
    int from = percent(before, capacity);
    int to = percent(after, capacity);
    return from >= 0 && to >= from + 100 / REFILLED;
  }

  private static int percent(OptionalLong level, OptionalLong capacity) {
    SupplyLevel known = Levels.of(level, capacity, Tokens.UNKNOWN);
    return known.percent().orElse(-1);
  }
}
