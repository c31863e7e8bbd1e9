package io.platen.device.printer.snmp;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.printer.profile.Traits;
import io.platen.device.snmp.Mib;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.Table;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/**
 * Reads all that the standard MIBs and the maker's own objects say about a printer, in some four
 * requests: who it is, with the beginnings of the tables; then round by round what is missing of
 * its identity, the maker's objects, and how the tables go on.
 */
final class FullReading {
  /** More than lines of the display and alerts mostly are; of other tables a beginning. */
  private static final int ROWS_AT_FIRST = 5;

  /** Of a table of one column that is known to have any. */
  private static final int MORE_ROWS = 8;

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
  private final Trail trail = new Trail();
  private final Instances instances = new Instances();
  private final List<TableWalk> walks = new ArrayList<>();
  private final Map<Table, TableWalk> ownTables = new LinkedHashMap<>();
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
    reading.begin();
    reading.findDevice();
    reading.chooseProfile();
    reading.wantWhatIsMissing();
    reading.goOn();
    return new Answers(reading.values, reading.profile);
  }

  private void begin() throws IOException, InterruptedException, SilentAgent {
    instances.want(
        List.of(Mib.SYS_DESCR, Mib.SYS_OBJECT_ID, Mib.SYS_UP_TIME, Mib.SYS_NAME, Mib.SYS_LOCATION));
    interfaceOf(target).ifPresent(each -> instances.want(List.of(each)));
    instances.want(ofDevice(1));
    TableWalk inputs = walk(Mib.INPUT_NUMBERS, ROWS_AT_FIRST, null);
    walks.add(walk(Mib.MARKER_COLUMNS, 1, null));
    walks.add(walk(Mib.SUPPLY_COLUMNS, ROWS_AT_FIRST, null));
    walks.add(inputs);
    walks.add(walk(Mib.INPUT_WORDS, ROWS_AT_FIRST, inputs));
    walks.add(walk(List.of(Mib.COLORANT_VALUE), ROWS_AT_FIRST, null));
    walks.add(walk(List.of(Mib.CONSOLE_TEXT), ROWS_AT_FIRST, null));
    walks.add(walk(Mib.ALERT_COLUMNS, ROWS_AT_FIRST, null));
    round();
  }

  private static TableWalk walk(List<OID> columns, int rowsAtFirst, @Nullable TableWalk leader) {
    return new TableWalk(columns, TEXTS, rowsAtFirst, MORE_ROWS, leader);
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
        Mib.at(Mib.HR_DEVICE_DESCR, index),
        Mib.at(Mib.HR_DEVICE_STATUS, index),
        Mib.at(Mib.HR_PRINTER_STATUS, index),
        Mib.at(Mib.HR_PRINTER_ERRORS, index),
        Mib.at(Mib.GENERAL_SERIAL, index));
  }

  /** RFC 2790: the first row of hrPrinterTable is a printer's, and most have no other. */
  private void findDevice() throws IOException, InterruptedException, SilentAgent {
    trail
        .after(Mib.at(Mib.HR_PRINTER_STATUS, 0))
        .filter(got -> got.getOid().startsWith(Mib.HR_PRINTER_STATUS) && !got.isException())
        .ifPresent(got -> values.put(got.getOid(), got.getVariable()));
    boolean told = !values.rows(Mib.HR_PRINTER_STATUS).isEmpty();
    int device = DeviceIndex.of(values);
    if (told && device == 1 && DeviceIndex.hasRows(values, device)) {
      return;
    }
    instances.want(ofDevice(device));
    if (!told || !DeviceIndex.hasRows(values, device)) {
      TableWalk types = walk(List.of(Mib.HR_DEVICE_TYPE), ROWS_AT_FIRST, null);
      walks.add(types);
      roundsUntil(types::isDone);
      instances.want(ofDevice(DeviceIndex.of(values)));
    }
    roundsUntil(instances::isDone);
  }

  /** By sysObjectID and sysDescr; a printer without either is asked for its IEEE 1284 id. */
  private void chooseProfile() throws IOException, InterruptedException, SilentAgent {
    List<OID> deviceIds = new ArrayList<>(Mib.DEVICE_IDS);
    if (traits(deviceIds).isEmpty()) {
      profiles.probes().stream().map(OID::new).forEach(deviceIds::add);
      instances.want(deviceIds);
      roundsUntil(instances::isDone);
    }
    profile = profiles.match(traits(deviceIds));
  }

  private boolean isGeneric() {
    return profile.id().equals(ProfileSet.GENERIC);
  }

  private Traits traits(List<OID> deviceIds) {
    return Identities.traits(new Reading(values, null), deviceIds);
  }

  private void wantWhatIsMissing() {
    wantHardwareAddress();
    wantIdentity();
    instances.wantNumbers(ProfileObjects.numbers(profile));
    if (values.rows(Mib.CONSOLE_TEXT).isEmpty()) {
      instances.want(ProfileObjects.texts(profile.identity().panel()));
    }
    if (isGeneric()) {
      instances.want(Mib.DEVICE_IDS);
    }
    for (Table table : profile.tables()) {
      // Most models lack most of the maker's tables: one cell tells.
      OID column = new OID(table.keys());
      int rows = ProfileObjects.cells(profile, table).size();
      TableWalk keys = new TableWalk(List.of(column), Set.of(column), 1, rows, null);
      ownTables.put(table, keys);
      walks.add(keys);
    }
  }

  /** Of the interface that has the address; where that is not known, its column is a table. */
  private void wantHardwareAddress() {
    Optional<OID> index = interfaceOf(target);
    OptionalLong number = index.isPresent() ? values.number(index.get()) : OptionalLong.empty();
    if (number.isPresent()) {
      instances.want(List.of(Mib.at(Mib.IF_PHYS_ADDRESS, (int) number.getAsLong())));
    } else {
      walks.add(walk(List.of(Mib.IF_PHYS_ADDRESS), ROWS_AT_FIRST, null));
    }
  }

  /** Makers' objects and device ids cost bytes: they are asked where the standard ones are mute. */
  private void wantIdentity() {
    PrinterIdentity known =
        Identities.of(new Reading(values, null), profile, profiles.makers(), target);
    PrinterProfile.Identity own = profile.identity();
    instances.want(ProfileObjects.texts(own.asset()));
    if (known.model() == null || own.model().before()) {
      instances.want(ProfileObjects.texts(own.model()));
    }
    if (known.firmware() == null || own.firmware().before()) {
      instances.want(placesOr(own.firmware(), Mib.ENTITY_SOFTWARE));
    }
    if (known.serial() == null || own.serial().before()) {
      instances.want(placesOr(own.serial(), Mib.ENTITY_SERIAL));
    }
    if (known.model() == null || known.serial() == null || known.vendor() == null) {
      instances.want(Mib.DEVICE_IDS);
      instances.want(ProfileObjects.texts(own.deviceId()));
    }
  }

  /** Hardly a printer has the Entity MIB: it is asked where the profile knows no better. */
  private static List<OID> placesOr(PrinterProfile.Texts places, OID otherwise) {
    List<OID> own = ProfileObjects.texts(places);
    return own.isEmpty() ? List.of(otherwise) : own;
  }

  private void goOn() throws IOException, InterruptedException, SilentAgent {
    while (!instances.isDone() || walks.stream().anyMatch(walk -> !walk.isDone())) {
      if (!round()) {
        return;
      }
      wantOwnCells();
      wantCharset();
      if (isGeneric() && instances.isDone()) {
        profile = profiles.match(traits(Mib.DEVICE_IDS));
        if (!isGeneric()) {
          wantWhatIsMissing();
        }
      }
    }
  }

  /** Of the maker's tables the rows that the profile names. */
  private void wantOwnCells() {
    ownTables.forEach(
        (table, keys) -> {
          if (keys.isDone()) {
            wantCells(table);
          }
        });
    ownTables.values().removeIf(TableWalk::isDone);
  }

  private void wantCells(Table table) {
    Reading reading = new Reading(values, profile.quirks().charset());
    Set<OID> wanted = new Places(reading, profile).rowsOf(table);
    for (OID column : ProfileObjects.columns(table)) {
      OID place = column;
      for (OID row : values.rows(new OID(table.keys()))) {
        OID cell = Mib.at(column, row.getValue());
        if (wanted.contains(row)) {
          instances.wantAfter(place, cell);
        }
        place = cell;
      }
    }
  }

  private void roundsUntil(BooleanSupplier done)
      throws IOException, InterruptedException, SilentAgent {
    boolean goesOn = true;
    while (goesOn && !done.getAsBoolean()) {
      goesOn = round();
    }
  }

  /** Asks for all that is known to be wanted; false where that is nothing. */
  private boolean round() throws IOException, InterruptedException, SilentAgent {
    List<Chain> chains = new ArrayList<>(instances.next());
    walks.forEach(walk -> chains.addAll(walk.next(trail)));
    if (chains.isEmpty()) {
      return false;
    }
    trail.add(new Harvest(agent).walk(chains));
    instances.take(trail, values);
    walks.forEach(walk -> walk.take(trail, values));
    return true;
  }

  /** Only where a text is not UTF-8 it matters what else it may be. */
  private void wantCharset() {
    if (values.hasForeignText()) {
      int device = DeviceIndex.of(values);
      OID current = Mib.at(Mib.GENERAL_LOCALIZATION, device);
      int row = (int) values.number(current).orElse(1);
      instances.want(List.of(current, Mib.at(Mib.LOCALIZATION_CHARSET, device, row)));
    }
  }

  /** All of a table, where it has changed. */
  static void readAgain(Agent agent, Values values, List<OID> columns)
      throws IOException, InterruptedException, SilentAgent {
    TableWalk walk = walk(columns, ROWS_AT_FIRST, null);
    Trail trail = new Trail();
    while (!walk.isDone()) {
      trail.add(new Harvest(agent).walk(walk.next(trail)));
      walk.take(trail, values);
    }
  }
}
