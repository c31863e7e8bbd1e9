package io.platen.device.printer.snmp;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.printer.profile.Traits;
import io.platen.device.printer.snmp.Chain.Answer;
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
import java.util.OptionalLong;
import java.util.Set;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads all that the standard MIBs and the maker's own objects say about a printer, in some five
 * requests: who it is with the state of device 1; the first column of each table; what is missing
 * of its identity, with the maker's objects; then the tables.
 */
final class FullReading {
  private static final int TEXT_BYTES = 20;
  private static final int NUMBER_BYTES = 4;

  /** More than trays, colorants, lines of the display and alerts mostly are. */
  private static final int ROWS_AT_FIRST = 5;

  /** With them a colour printer's ten to twelve supplies are known to be all. */
  private static final int ROWS_AFTER_THEM = 8;

  private static final int MOST_ROWS = 32;

  /** Columns whose cells are words. */
  private static final Set<OID> TEXTS =
      Set.of(
          Mib.SUPPLY_DESCRIPTION,
          Mib.COLORANT_VALUE,
          Mib.INPUT_NAME,
          Mib.INPUT_MEDIA,
          Mib.CONSOLE_TEXT,
          Mib.ALERT_DESCRIPTION);

  private final Agent agent;
  private final PrinterTarget target;
  private final ProfileSet profiles;
  private final Values values = new Values();
  private final List<TableWalk> tables = new ArrayList<>();
  private final Set<OID> askedFor = new LinkedHashSet<>();
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
    reading.readFirstColumns();
    reading.readWhatIsMissing();
    reading.readTables();
    reading.readAllOf(reading.unitsOfMarkers());
    reading.readCharset();
    return new Answers(reading.values, reading.profile);
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
    askedFor.addAll(wanted);
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

  /** By sysObjectID and sysDescr; a printer without either is asked for its IEEE 1284 id. */
  private void chooseProfile() throws IOException, InterruptedException, SilentAgent {
    List<OID> deviceIds = new ArrayList<>(Mib.DEVICE_IDS);
    if (traits(deviceIds).isEmpty()) {
      profiles.probes().stream().map(OID::new).forEach(deviceIds::add);
      values.putAll(agent.get(deviceIds));
      askedFor.addAll(deviceIds);
    }
    profile = profiles.match(traits(deviceIds));
  }

  private boolean isGeneric() {
    return profile.id().equals(ProfileSet.GENERIC);
  }

  private Traits traits(List<OID> deviceIds) {
    return Identities.traits(new Reading(values, null), profile, deviceIds);
  }

  /** One request tells which tables there are, and how far the short ones go. */
  private void readFirstColumns() throws IOException, InterruptedException, SilentAgent {
    for (OID first : Mib.TABLES) {
      tables.add(new TableWalk(first, Mib.restOf(first), TEXTS));
    }
    tables.add(new TableWalk(Mib.COLORANT_VALUE, List.of(), TEXTS));
    if (!DeviceIndex.isPrinter(values, 1)) {
      tables.add(new TableWalk(Mib.HR_DEVICE_TYPE, List.of(), TEXTS));
    }
    List<TableWalk> own = ownTables();
    List<Chain> chains = new ArrayList<>();
    own.forEach(table -> chains.add(table.probe()));
    for (TableWalk table : tables) {
      chains.add(table.isOf(Mib.MARKER_LIFE_COUNT) ? table.probe() : table.more());
    }
    tables.addAll(own);
    walk(chains);
    if (DeviceIndex.isPrinter(values, 1) && !DeviceIndex.hasRows(values, 1)) {
      tables.add(new TableWalk(Mib.HR_DEVICE_TYPE, List.of(), TEXTS));
    }
  }

  /** The maker's tables; most models lack most of them. */
  private List<TableWalk> ownTables() {
    List<TableWalk> own = new ArrayList<>();
    for (Map.Entry<OID, List<OID>> table : ProfileObjects.tables(profile).entrySet()) {
      own.add(new TableWalk(table.getKey(), table.getValue(), Set.of(table.getKey())));
    }
    return own;
  }

  /**
   * What the first request asked of device 1 in vain, and the maker's objects. They are asked as
   * what comes after the place before them: one that is missing fails no request of v1, and the
   * tables that go on ride along.
   */
  private void readWhatIsMissing() throws IOException, InterruptedException, SilentAgent {
    int device = DeviceIndex.of(values);
    Set<OID> wanted = new LinkedHashSet<>();
    if (device != 1) {
      wanted.addAll(ofDevice(device));
    }
    wanted.addAll(unitsOfMarkers());
    hardwareAddress().ifPresent(wanted::add);
    wanted.addAll(missingIdentity());
    wanted.addAll(ProfileObjects.numbers(profile));
    if (values.rows(Mib.CONSOLE_TEXT).isEmpty()) {
      wanted.addAll(ProfileObjects.texts(profile.identity().panel()));
    }
    if (isGeneric()) {
      wanted.addAll(Mib.DEVICE_IDS);
    }
    readAllOf(wanted);
    if (isGeneric()) {
      profile = profiles.match(traits(Mib.DEVICE_IDS));
      if (!isGeneric()) {
        tables.addAll(ownTables());
        readWhatIsMissing();
      }
    }
  }

  private Set<OID> unitsOfMarkers() {
    Set<OID> units = new LinkedHashSet<>();
    for (OID row : values.rows(Mib.MARKER_LIFE_COUNT)) {
      units.add(Mib.at(Mib.MARKER_UNIT, row.getValue()));
    }
    return units;
  }

  private void readAllOf(Set<OID> wanted) throws IOException, InterruptedException, SilentAgent {
    wanted.removeAll(askedFor);
    askedFor.addAll(wanted);
    List<Chain> chains = new ArrayList<>();
    for (OID instance : wanted) {
      int bytes = instance.startsWith(Mib.ENTERPRISES) ? NUMBER_BYTES : TEXT_BYTES;
      chains.add(Chain.of(List.of(Mib.before(instance)), bytes));
    }
    tables.stream().filter(table -> !table.isDone()).forEach(each -> chains.addAll(each.ahead()));
    for (Answer answer : walk(chains, ROWS_AFTER_THEM)) {
      VariableBinding got = answer.got();
      if (wanted.contains(got.getOid()) && !isNothing(got)) {
        values.put(got.getOid(), got.getVariable());
      }
    }
  }

  private static boolean isNothing(VariableBinding got) {
    return got.isException() || got.getVariable() instanceof Null;
  }

  /** Of the interface that has the address; where that is not known, its column is a table. */
  private Optional<OID> hardwareAddress() {
    Optional<OID> index = interfaceOf(target);
    OptionalLong number = index.isPresent() ? values.number(index.get()) : OptionalLong.empty();
    if (number.isPresent()) {
      return Optional.of(Mib.at(Mib.IF_PHYS_ADDRESS, (int) number.getAsLong()));
    }
    tables.add(new TableWalk(Mib.IF_PHYS_ADDRESS, List.of(), TEXTS));
    return Optional.empty();
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

  /** The longer a table turns out to be, the more of its rows at once. */
  private void readTables() throws IOException, InterruptedException, SilentAgent {
    for (int rows = ROWS_AFTER_THEM; tables.stream().anyMatch(each -> !each.isDone()); rows *= 2) {
      List<Chain> chains = new ArrayList<>();
      tables.forEach(table -> chains.addAll(table.next()));
      walk(chains, Math.min(rows, MOST_ROWS));
    }
  }

  private List<Answer> walk(List<Chain> chains)
      throws IOException, InterruptedException, SilentAgent {
    return walk(chains, ROWS_AT_FIRST);
  }

  /** Asks, and gives each table what is its own. */
  private List<Answer> walk(List<Chain> chains, int rowsOfOpen)
      throws IOException, InterruptedException, SilentAgent {
    List<Answer> answers = new Harvest(agent, rowsOfOpen).ask(chains);
    tables.forEach(table -> table.take(answers, values));
    return answers;
  }

  /** Only where a text is not UTF-8 it matters what else it may be. */
  private void readCharset() throws IOException, InterruptedException, SilentAgent {
    if (values.hasForeignText()) {
      int device = DeviceIndex.of(values);
      OID current = Mib.at(Mib.GENERAL_LOCALIZATION, device);
      values.putAll(agent.get(List.of(current, Mib.at(Mib.LOCALIZATION_CHARSET, device, 1))));
      int row = (int) values.number(current).orElse(1);
      if (row != 1) {
        values.putAll(agent.get(List.of(Mib.at(Mib.LOCALIZATION_CHARSET, device, row))));
      }
    }
  }

  /** All of a table, where it has changed. */
  static void readAgain(Agent agent, Values values, OID first)
      throws IOException, InterruptedException, SilentAgent {
    TableWalk table = new TableWalk(first, Mib.restOf(first), TEXTS);
    while (!table.isDone()) {
      table.take(new Harvest(agent).ask(table.next()), values);
    }
  }
}
