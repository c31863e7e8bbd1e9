package io.platen.device.printer.snmp;

import io.platen.device.printer.snmp.Chain.Answer;
import io.platen.device.snmp.Mib;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.profile.PrinterProfile.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads again what moves, in as few and small requests as the agent takes: each known instance is
 * asked for as the one after the instance before it, so that what has come or gone between two of
 * them is noticed too, in v1 as in v2c.
 */
final class Watch {
  private static final List<OID> STATES =
      List.of(Mib.HR_DEVICE_STATUS, Mib.HR_PRINTER_STATUS, Mib.HR_PRINTER_ERRORS);

  private static final List<OID> MOVING =
      List.of(Mib.SUPPLY_LEVEL, Mib.INPUT_LEVEL, Mib.MARKER_LIFE_COUNT);

  /**
   * Tables that may get a row after their last. Looking behind all of them each time would cost a
   * tenth of a reading: they take turns, and after three readings each has been looked at. So do
   * the display's first line and the count of changes of the set-up; where a state or an alert
   * changes, the display is read in any case.
   */
  private static final List<OID> GROWING =
      List.of(Mib.SUPPLY_LEVEL, Mib.INPUT_LEVEL, Mib.MARKER_LIFE_COUNT);

  /** PrtAlertCodeTC other and unknown: only the description tells what they are. */
  private static final long UNKNOWN_CODE = 2;

  /** A supply that gains a twentieth was replaced; less is a sensor's trembling. */
  private static final int REFILLED = 20;

  private static final int NUMBER_BYTES = 3;
  private static final int TEXT_BYTES = 20;

  private final Values known;
  private final int device;
  private final OID alerts;
  private final List<Chain> chains = new ArrayList<>();

  /** What is asked, with the instance that is expected; none: none of its column. */
  private final Map<OID, Optional<OID>> expected = new LinkedHashMap<>();

  private Watch(Answers before, int turn) {
    this.known = before.values();
    this.device = DeviceIndex.of(known);
    this.alerts = alertColumn(known);
    expect(Mib.SYS_UP_TIME);
    STATES.forEach(column -> expect(Mib.at(column, device)));
    OID growing = GROWING.get(Math.floorMod(turn, GROWING.size()));
    if (growing.equals(Mib.INPUT_LEVEL)) {
      known.instances(Mib.CONSOLE_TEXT).stream().findFirst().ifPresent(this::expect);
    } else if (growing.equals(Mib.MARKER_LIFE_COUNT)) {
      askFor(Mib.at(Mib.GENERAL_CONFIG_CHANGES, device));
    }
    MOVING.forEach(column -> expectRows(column, column.equals(growing)));
    expectRows(alerts, false);
    expectNoMoreAlerts();
    expectOwn(before);
  }

  /**
   * What is known, with what has moved since; nothing where all must be read anew.
   *
   * @param turn counts the readings: it chooses where a new row is looked for
   */
  static Optional<Answers> of(Agent agent, Answers before, int turn)
      throws IOException, InterruptedException, SilentAgent {
    Watch watch = new Watch(before, turn);
    Map<OID, VariableBinding> answers = new LinkedHashMap<>();
    for (Answer answer : new Harvest(agent).ask(watch.chains)) {
      answers.putIfAbsent(answer.asked(), answer.got());
    }
    if (watch.isOutdated(answers)) {
      return Optional.empty();
    }
    Values values = watch.moved(answers);
    boolean alerted = watch.haveAlertsChanged(answers);
    if (alerted) {
      values.drop(Mib.ALERTS);
      FullReading.readAgain(agent, values, Mib.ALERT_COLUMNS);
    }
    if (alerted || watch.hasStateChanged(values)) {
      values.drop(Mib.CONSOLE_TEXT);
      FullReading.readAgain(agent, values, List.of(Mib.CONSOLE_TEXT));
    }
    return Optional.of(new Answers(values, before.profile()));
  }

  private Values moved(Map<OID, VariableBinding> answers) {
    Values values = known.copy();
    for (VariableBinding got : answers.values()) {
      boolean kept =
          known.find(got.getOid()).isPresent()
              || got.getOid().startsWith(Mib.GENERAL_CONFIG_CHANGES);
      if (kept && !got.isException()) {
        values.put(got.getOid(), got.getVariable());
      }
    }
    return values;
  }

  /** The display's first line leads: the others are read again where it or a state has changed. */
  private boolean hasStateChanged(Values values) {
    List<OID> leading = new ArrayList<>();
    known.instances(Mib.CONSOLE_TEXT).stream().findFirst().ifPresent(leading::add);
    STATES.forEach(column -> leading.add(Mib.at(column, device)));
    return !known.instances(Mib.CONSOLE_TEXT).isEmpty()
        && leading.stream().anyMatch(each -> !known.find(each).equals(values.find(each)));
  }

  private void expect(OID instance) {
    known
        .find(instance)
        .ifPresent(
            value -> {
              boolean text = value instanceof OctetString octets && octets.length() > NUMBER_BYTES;
              OID asked = Mib.before(instance);
              expected.put(asked, Optional.of(instance));
              chains.add(Chain.of(List.of(asked), text ? TEXT_BYTES : NUMBER_BYTES));
            });
  }

  /** An instance that may be missing, and that a whole reading does not ask for. */
  private void askFor(OID instance) {
    chains.add(Chain.of(List.of(Mib.before(instance)), NUMBER_BYTES));
  }

  /** After the last severity come numbers, where after the last code come words. */
  private void expectNoMoreAlerts() {
    NavigableSet<OID> rows = known.instances(Mib.ALERT_SEVERITY);
    OID place = rows.isEmpty() ? Mib.ALERT_SEVERITY : rows.last();
    expected.put(place, Optional.empty());
    chains.add(Chain.of(List.of(place), NUMBER_BYTES));
  }

  /**
   * @param end whether to look for a row after the last; where there are none, for a first
   */
  private void expectRows(OID column, boolean end) {
    List<OID> asked = new ArrayList<>();
    OID place = column;
    for (OID instance : known.instances(column)) {
      expected.put(place, Optional.of(instance));
      asked.add(place);
      place = instance;
    }
    if (end) {
      expected.put(place, Optional.empty());
      asked.add(place);
    }
    if (!asked.isEmpty()) {
      int bytes = column.equals(Mib.ALERT_DESCRIPTION) ? TEXT_BYTES : NUMBER_BYTES;
      chains.add(Chain.of(asked, bytes));
    }
  }

  /** The maker's objects that are used; neighbours in a column that was walked are one chain. */
  private void expectOwn(Answers before) {
    Reading reading = new Reading(known, null);
    Set<OID> used = new TreeSet<>(new ProfileFacts(reading, before.profile()).used());
    before.profile().tables().forEach(table -> expectCells(table, used));
    used.forEach(this::expect);
    if (known.instances(Mib.CONSOLE_TEXT).isEmpty()) {
      ProfileObjects.texts(before.profile().identity().panel()).forEach(this::expect);
    }
  }

  private void expectCells(Table table, Set<OID> used) {
    OID column = new OID(table.values());
    NavigableSet<OID> rows = known.rows(new OID(table.keys()));
    rows.addAll(known.rows(column));
    List<OID> asked = new ArrayList<>();
    OID place = column;
    for (OID row : rows) {
      OID instance = Mib.at(column, row.getValue());
      if (used.remove(instance)) {
        expected.put(place, Optional.of(instance));
        asked.add(place);
      } else if (!asked.isEmpty()) {
        chains.add(Chain.of(asked, NUMBER_BYTES));
        asked = new ArrayList<>();
      }
      place = instance;
    }
    if (!asked.isEmpty()) {
      chains.add(Chain.of(asked, NUMBER_BYTES));
    }
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
      if (!asked.startsWith(Mib.ALERTS) && isOther(asked, each.getValue(), answers)) {
        return true;
      }
    }
    return answers.values().stream().anyMatch(this::tellsOfAnother);
  }

  private boolean haveAlertsChanged(Map<OID, VariableBinding> answers) {
    for (Map.Entry<OID, Optional<OID>> each : expected.entrySet()) {
      OID asked = each.getKey();
      if (asked.startsWith(Mib.ALERTS) && isOther(asked, each.getValue(), answers)) {
        return true;
      }
    }
    return answers.values().stream().anyMatch(this::isNews);
  }

  private boolean isNews(VariableBinding got) {
    return got.getOid().startsWith(alerts)
        && !got.isException()
        && !known.find(got.getOid()).equals(Optional.of(got.getVariable()));
  }

  /** Another row than the expected one, or a row where the last had been. */
  private boolean isOther(OID asked, Optional<OID> instance, Map<OID, VariableBinding> answers) {
    VariableBinding got = answers.get(asked);
    if (instance.isPresent()) {
      return got == null || got.isException() || !got.getOid().equals(instance.get());
    }
    OID column = asked.startsWith(Mib.ALERTS) ? Mib.ALERT_SEVERITY : columnOf(asked);
    return got != null && !got.isException() && got.getOid().startsWith(column);
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
