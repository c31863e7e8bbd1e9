package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** Reads again what a printer complains of: its states and all of its alert table. */
final class ConditionsReading {
  private static final List<OID> STATES =
      List.of(Mib.HR_DEVICE_STATUS, Mib.HR_PRINTER_STATUS, Mib.HR_PRINTER_ERRORS);

  private ConditionsReading() {}

  /** What is known, with what it says now; nothing where it was started anew since. */
  static Optional<Answers> of(Agent agent, Answers before)
      throws IOException, InterruptedException, SilentAgent {
    Values values = before.values().copy();
    Values states = agent.get(wanted(values));
    if (isStartedAnew(values, states)) {
      return Optional.empty();
    }
    values.putAll(states);
    values.drop(Mib.ALERTS);
    FullReading.readAgain(agent, values, Mib.ALERT_COLUMNS);
    if (!alerts(values).equals(alerts(before.values()))) {
      values.drop(Mib.CONSOLE_TEXT);
      FullReading.readAgain(agent, values, List.of(Mib.CONSOLE_TEXT));
    }
    return Optional.of(new Answers(values, before.profile()));
  }

  private static List<OID> wanted(Values known) {
    int device = DeviceIndex.of(known);
    List<OID> wanted = new ArrayList<>(List.of(Mib.SYS_UP_TIME));
    STATES.stream()
        .map(column -> Mib.at(column, device))
        .filter(instance -> known.find(instance).isPresent())
        .forEach(wanted::add);
    return wanted;
  }

  private static boolean isStartedAnew(Values before, Values now) {
    OptionalLong was = before.number(Mib.SYS_UP_TIME);
    OptionalLong is = now.number(Mib.SYS_UP_TIME);
    return was.isPresent() && is.isPresent() && is.getAsLong() < was.getAsLong();
  }

  private static Map<OID, Variable> alerts(Values values) {
    Map<OID, Variable> alerts = new TreeMap<>();
    for (OID column : Mib.ALERT_COLUMNS) {
      for (OID instance : values.instances(column)) {
        values.find(instance).ifPresent(value -> alerts.put(instance, value));
      }
    }
    return alerts;
  }
}
