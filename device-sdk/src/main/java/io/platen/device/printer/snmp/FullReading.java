package io.platen.device.printer.snmp;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.snmp.Mib;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snmp4j.smi.OID;

/**
 * Reads all that the standard MIBs say about a printer, in five to seven requests: who it is with
 * the state of device 1, then how many rows each table has, then the tables.
 */
final class FullReading {
  /** More rows than most tables have: supplies, trays, lines of the display, alerts. */
  private static final int ROWS_AT_FIRST = 5;

  private final Agent agent;
  private final Values values = new Values();

  private FullReading(Agent agent) {
    this.agent = agent;
  }

  static Values of(Agent agent, PrinterTarget target)
      throws IOException, InterruptedException, SilentAgent {
    FullReading reading = new FullReading(agent);
    reading.readIdentity(target);
    reading.readFirstColumns();
    reading.readWhatIsMissing();
    reading.readTables();
    return reading.values;
  }

  private void readIdentity(PrinterTarget target)
      throws IOException, InterruptedException, SilentAgent {
    List<OID> wanted =
        new ArrayList<>(
            List.of(
                Mib.SYS_DESCR, Mib.SYS_OBJECT_ID, Mib.SYS_UP_TIME, Mib.SYS_NAME, Mib.SYS_LOCATION));
    interfaceOf(target).ifPresent(wanted::add);
    wanted.addAll(ofDevice(1));
    wanted.add(Mib.PWG_DEVICE_ID);
    wanted.add(Mib.JETDIRECT_DEVICE_ID);
    values.putAll(agent.get(wanted));
  }

  /** Which of its interfaces has the address that was asked: that one's MAC is the printer's. */
  static Optional<OID> interfaceOf(PrinterTarget target) {
    InetAddress address = target.address().getAddress();
    if (!(address instanceof Inet4Address)) {
      return Optional.empty();
    }
    byte[] bytes = address.getAddress();
    return Optional.of(
        Mib.at(
            Mib.IP_AD_ENT_IF_INDEX,
            bytes[0] & 0xff,
            bytes[1] & 0xff,
            bytes[2] & 0xff,
            bytes[3] & 0xff));
  }

  private static List<OID> ofDevice(int index) {
    return List.of(
        Mib.at(Mib.HR_DEVICE_TYPE, index),
        Mib.at(Mib.HR_DEVICE_DESCR, index),
        Mib.at(Mib.HR_DEVICE_STATUS, index),
        Mib.at(Mib.HR_PRINTER_STATUS, index),
        Mib.at(Mib.HR_PRINTER_ERRORS, index),
        Mib.at(Mib.GENERAL_CONFIG_CHANGES, index),
        Mib.at(Mib.GENERAL_LOCALIZATION, index),
        Mib.at(Mib.GENERAL_SERIAL, index));
  }

  /** One column of each table: its rows tell how much there is to ask for. */
  private void readFirstColumns() throws IOException, InterruptedException, SilentAgent {
    List<OID> columns =
        new ArrayList<>(
            List.of(
                Mib.SUPPLY_LEVEL,
                Mib.INPUT_LEVEL,
                Mib.MARKER_LIFE_COUNT,
                Mib.CONSOLE_TEXT,
                Mib.ALERT_CODE,
                Mib.IF_PHYS_ADDRESS));
    if (!DeviceIndex.isPrinter(values, 1)) {
      columns.add(Mib.HR_DEVICE_TYPE);
    }
    values.putAll(Walk.of(agent, columns, ROWS_AT_FIRST));
    if (DeviceIndex.isPrinter(values, 1) && !DeviceIndex.hasRows(values, 1)) {
      values.putAll(Walk.of(agent, List.of(Mib.HR_DEVICE_TYPE), ROWS_AT_FIRST));
    }
  }

  private void readWhatIsMissing() throws IOException, InterruptedException, SilentAgent {
    int device = DeviceIndex.of(values);
    List<OID> wanted = new ArrayList<>();
    if (device != 1) {
      wanted.addAll(ofDevice(device));
    }
    values
        .number(Mib.at(Mib.GENERAL_LOCALIZATION, device))
        .ifPresent(
            localization ->
                wanted.add(Mib.at(Mib.LOCALIZATION_CHARSET, device, (int) localization)));
    for (OID row : values.rows(Mib.MARKER_LIFE_COUNT)) {
      wanted.add(Mib.at(Mib.MARKER_UNIT, row.getValue()));
    }
    wanted.addAll(
        List.of(Mib.ENTITY_FIRMWARE, Mib.ENTITY_SOFTWARE, Mib.ENTITY_SERIAL, Mib.ENTITY_ASSET));
    values.putAll(agent.get(wanted));
  }

  private void readTables() throws IOException, InterruptedException, SilentAgent {
    readTable(
        Mib.SUPPLY_LEVEL,
        List.of(
            Mib.SUPPLY_COLORANT,
            Mib.SUPPLY_CLASS,
            Mib.SUPPLY_TYPE,
            Mib.SUPPLY_DESCRIPTION,
            Mib.SUPPLY_UNIT,
            Mib.SUPPLY_CAPACITY,
            Mib.COLORANT_VALUE));
    readTable(
        Mib.INPUT_LEVEL,
        List.of(
            Mib.INPUT_UNIT,
            Mib.INPUT_CAPACITY,
            Mib.INPUT_MEDIA,
            Mib.INPUT_NAME,
            Mib.INPUT_DESCRIPTION));
    values.putAll(alerts(agent, values));
  }

  /** The rest of the alerts' rows, where there are any. */
  static Values alerts(Agent agent, Values known)
      throws IOException, InterruptedException, SilentAgent {
    int rows = known.rows(Mib.ALERT_CODE).size();
    return rows == 0 ? new Values() : Walk.of(agent, Mib.ALERT_DETAILS, rows + 1);
  }

  private void readTable(OID first, List<OID> others)
      throws IOException, InterruptedException, SilentAgent {
    int rows = values.rows(first).size();
    if (rows > 0) {
      values.putAll(Walk.of(agent, others, rows + 1));
    }
  }
}
