package io.platen.device.printer.snmp;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.printer.profile.Traits;
import io.platen.device.snmp.Mib;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.profile.PrinterProfile;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snmp4j.smi.OID;

/**
 * Reads all that the standard MIBs say about a printer, in five to seven requests: who it is with
 * the state of device 1, then the first column of each table, then the tables.
 */
final class FullReading {
  /** More rows than most tables have: trays, colorants, lines of the display, alerts. */
  private static final int ROWS_AT_FIRST = 5;

  private static final int ROWS = 32;

  private final Agent agent;
  private final PrinterTarget target;
  private final ProfileSet profiles;
  private final Values values = new Values();
  private PrinterProfile profile;

  private FullReading(Agent agent, PrinterTarget target, ProfileSet profiles) {
    this.agent = agent;
    this.target = target;
    this.profiles = profiles;
    this.profile = profiles.match(new Traits(null, null, null, null));
  }

  static Answers of(Agent agent, PrinterTarget target, ProfileSet profiles)
      throws IOException, InterruptedException, SilentAgent {
    FullReading reading = new FullReading(agent, target, profiles);
    reading.readIdentity();
    reading.chooseProfile();
    List<Walk.Column> begun = reading.readFirstColumns();
    reading.readWhatIsMissing();
    reading.readTables(begun);
    reading.readCharset();
    return new Answers(reading.values, reading.profile);
  }

  /** By sysObjectID and sysDescr; a printer without either is asked for its IEEE 1284 id. */
  private void chooseProfile() throws IOException, InterruptedException, SilentAgent {
    List<OID> deviceIds = new ArrayList<>(Mib.DEVICE_IDS);
    if (traits(deviceIds).isEmpty()) {
      profiles.probes().stream().map(OID::new).forEach(deviceIds::add);
      values.putAll(agent.get(deviceIds));
    }
    profile = profiles.match(traits(deviceIds));
  }

  private boolean isGeneric() {
    return profile.id().equals(ProfileSet.GENERIC);
  }

  private Traits traits(List<OID> deviceIds) {
    return Identities.traits(new Reading(values, null), profile, deviceIds);
  }

  private void readIdentity() throws IOException, InterruptedException, SilentAgent {
    List<OID> wanted =
        new ArrayList<>(
            List.of(
                Mib.SYS_DESCR, Mib.SYS_OBJECT_ID, Mib.SYS_UP_TIME, Mib.SYS_NAME, Mib.SYS_LOCATION));
    interfaceOf(target).ifPresent(wanted::add);
    wanted.addAll(ofDevice(1));
    wanted.add(Mib.at(Mib.MARKER_UNIT, 1, 1));
    wanted.add(Mib.ENTITY_ASSET);
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
        Mib.at(Mib.GENERAL_SERIAL, index));
  }

  private List<Walk.Column> readFirstColumns()
      throws IOException, InterruptedException, SilentAgent {
    List<OID> columns = new ArrayList<>(Mib.TABLES);
    columns.add(Mib.COLORANT_VALUE);
    columns.add(Mib.IF_PHYS_ADDRESS);
    if (!DeviceIndex.isPrinter(values, 1)) {
      columns.add(Mib.HR_DEVICE_TYPE);
    }
    List<Walk.Column> begun = new Walk(agent, values, ROWS_AT_FIRST).along(columns).begin();
    if (DeviceIndex.isPrinter(values, 1) && !DeviceIndex.hasRows(values, 1)) {
      new Walk(agent, values, ROWS_AT_FIRST).along(List.of(Mib.HR_DEVICE_TYPE)).finish();
    }
    return begun;
  }

  /** What the first request asked of device 1 and of marker 1.1 in vain. */
  private void readWhatIsMissing() throws IOException, InterruptedException, SilentAgent {
    int device = DeviceIndex.of(values);
    List<OID> wanted = new ArrayList<>();
    if (device != 1) {
      wanted.addAll(ofDevice(device));
    }
    for (OID row : values.rows(Mib.MARKER_LIFE_COUNT)) {
      wanted.add(Mib.at(Mib.MARKER_UNIT, row.getValue()));
    }
    wanted.addAll(missingIdentity());
    wanted.addAll(ProfileObjects.numbers(profile));
    if (values.rows(Mib.CONSOLE_TEXT).isEmpty()) {
      wanted.addAll(ProfileObjects.texts(profile.identity().panel()));
    }
    if (isGeneric()) {
      wanted.addAll(Mib.DEVICE_IDS);
    }
    wanted.removeIf(instance -> values.find(instance).isPresent());
    values.putAll(agent.get(wanted));
    if (isGeneric()) {
      profile = profiles.match(traits(Mib.DEVICE_IDS));
      if (!isGeneric()) {
        readWhatIsMissing();
      }
    }
  }

  /** Makers' objects and device ids cost bytes: they are asked where the standard ones are mute. */
  private Set<OID> missingIdentity() {
    PrinterIdentity known = Identities.of(new Reading(values, null), profile, target);
    PrinterProfile.Identity own = profile.identity();
    Set<OID> wanted = new LinkedHashSet<>();
    if (known.model() == null || own.model().before()) {
      wanted.addAll(ProfileObjects.texts(own.model()));
    }
    if (known.firmware() == null || own.firmware().before()) {
      wanted.addAll(ProfileObjects.texts(own.firmware()));
      wanted.add(Mib.ENTITY_SOFTWARE);
    }
    if (known.serial() == null || own.serial().before()) {
      wanted.addAll(ProfileObjects.texts(own.serial()));
      wanted.add(Mib.ENTITY_SERIAL);
    }
    if (known.model() == null || known.serial() == null || known.vendor() == null) {
      wanted.addAll(Mib.DEVICE_IDS);
      wanted.addAll(ProfileObjects.texts(own.deviceId()));
    }
    return wanted;
  }

  private void readTables(List<Walk.Column> begun)
      throws IOException, InterruptedException, SilentAgent {
    List<Walk.Column> alone =
        begun.stream().filter(column -> Mib.restOf(column.name).isEmpty()).toList();
    new Walk(agent, values, ROWS_AT_FIRST).resume(alone).finish();
    for (Walk.Column column : begun) {
      List<OID> others = Mib.restOf(column.name);
      boolean isThere = column.hasRows() || !column.hasEnded();
      if (isThere && !others.isEmpty()) {
        new Walk(agent, values, ROWS).table(column, others).finish();
      }
    }
    for (Map.Entry<OID, List<OID>> table : ProfileObjects.tables(profile).entrySet()) {
      new Walk(agent, values, ROWS)
          .table(new Walk.Column(table.getKey()), table.getValue())
          .finish();
    }
  }

  /** Only where a text is not UTF-8 it matters what else it may be. */
  private void readCharset() throws IOException, InterruptedException, SilentAgent {
    if (values.hasForeignText()) {
      int device = DeviceIndex.of(values);
      OID current = Mib.at(Mib.GENERAL_LOCALIZATION, device);
      values.putAll(agent.get(List.of(current)));
      if (values.number(current).isPresent()) {
        int row = (int) values.number(current).getAsLong();
        values.putAll(agent.get(List.of(Mib.at(Mib.LOCALIZATION_CHARSET, device, row))));
      }
    }
  }

  /** All of the alerts, where they have changed. */
  static void readAlerts(Agent agent, Values values)
      throws IOException, InterruptedException, SilentAgent {
    new Walk(agent, values, ROWS_AT_FIRST)
        .table(new Walk.Column(Mib.ALERT_SEVERITY), Mib.restOf(Mib.ALERT_SEVERITY))
        .finish();
  }
}
