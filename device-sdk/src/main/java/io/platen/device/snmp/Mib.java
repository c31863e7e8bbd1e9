package io.platen.device.snmp;

import java.util.List;
import org.snmp4j.smi.OID;

/** The objects that are read, by their names in MIB-II, RFC 2790, RFC 3805 and RFC 6933. */
public final class Mib {
  public static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");
  public static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");
  public static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3.0");
  public static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");
  public static final OID SYS_LOCATION = new OID("1.3.6.1.2.1.1.6.0");

  public static final OID IF_PHYS_ADDRESS = new OID("1.3.6.1.2.1.2.2.1.6");
  public static final OID IP_AD_ENT_IF_INDEX = new OID("1.3.6.1.2.1.4.20.1.2");

  public static final OID HR_DEVICE_TYPE = new OID("1.3.6.1.2.1.25.3.2.1.2");
  public static final OID HR_DEVICE_PRINTER = new OID("1.3.6.1.2.1.25.3.1.5");
  public static final OID HR_DEVICE_DESCR = new OID("1.3.6.1.2.1.25.3.2.1.3");
  public static final OID HR_DEVICE_STATUS = new OID("1.3.6.1.2.1.25.3.2.1.5");
  public static final OID HR_PRINTER_ENTRY = new OID("1.3.6.1.2.1.25.3.5.1");
  public static final OID HR_PRINTER_STATUS = new OID("1.3.6.1.2.1.25.3.5.1.1");
  public static final OID HR_PRINTER_ERRORS = new OID("1.3.6.1.2.1.25.3.5.1.2");

  public static final OID PRINTER_MIB = new OID("1.3.6.1.2.1.43");
  public static final OID GENERAL_CONFIG_CHANGES = new OID("1.3.6.1.2.1.43.5.1.1.1");
  public static final OID GENERAL_LOCALIZATION = new OID("1.3.6.1.2.1.43.5.1.1.2");
  public static final OID GENERAL_PRINTER_NAME = new OID("1.3.6.1.2.1.43.5.1.1.16");
  public static final OID GENERAL_SERIAL = new OID("1.3.6.1.2.1.43.5.1.1.17");
  public static final OID LOCALIZATION_CHARSET = new OID("1.3.6.1.2.1.43.7.1.1.4");

  public static final OID INPUT_UNIT = new OID("1.3.6.1.2.1.43.8.2.1.8");
  public static final OID INPUT_CAPACITY = new OID("1.3.6.1.2.1.43.8.2.1.9");
  public static final OID INPUT_LEVEL = new OID("1.3.6.1.2.1.43.8.2.1.10");
  public static final OID INPUT_MEDIA = new OID("1.3.6.1.2.1.43.8.2.1.12");
  public static final OID INPUT_NAME = new OID("1.3.6.1.2.1.43.8.2.1.13");

  public static final OID MARKER_UNIT = new OID("1.3.6.1.2.1.43.10.2.1.3");
  public static final OID MARKER_LIFE_COUNT = new OID("1.3.6.1.2.1.43.10.2.1.4");

  public static final OID SUPPLY_COLORANT = new OID("1.3.6.1.2.1.43.11.1.1.3");
  public static final OID SUPPLY_CLASS = new OID("1.3.6.1.2.1.43.11.1.1.4");
  public static final OID SUPPLY_TYPE = new OID("1.3.6.1.2.1.43.11.1.1.5");
  public static final OID SUPPLY_DESCRIPTION = new OID("1.3.6.1.2.1.43.11.1.1.6");
  public static final OID SUPPLY_UNIT = new OID("1.3.6.1.2.1.43.11.1.1.7");
  public static final OID SUPPLY_CAPACITY = new OID("1.3.6.1.2.1.43.11.1.1.8");
  public static final OID SUPPLY_LEVEL = new OID("1.3.6.1.2.1.43.11.1.1.9");
  public static final OID COLORANT_VALUE = new OID("1.3.6.1.2.1.43.12.1.1.4");

  public static final OID CONSOLE_TEXT = new OID("1.3.6.1.2.1.43.16.5.1.2");

  public static final OID ALERTS = new OID("1.3.6.1.2.1.43.18.1.1");
  public static final OID ALERT_SEVERITY = new OID("1.3.6.1.2.1.43.18.1.1.2");
  public static final OID ALERT_TRAINING = new OID("1.3.6.1.2.1.43.18.1.1.3");
  public static final OID ALERT_GROUP = new OID("1.3.6.1.2.1.43.18.1.1.4");
  public static final OID ALERT_GROUP_INDEX = new OID("1.3.6.1.2.1.43.18.1.1.5");
  public static final OID ALERT_LOCATION = new OID("1.3.6.1.2.1.43.18.1.1.6");
  public static final OID ALERT_CODE = new OID("1.3.6.1.2.1.43.18.1.1.7");
  public static final OID ALERT_DESCRIPTION = new OID("1.3.6.1.2.1.43.18.1.1.8");
  public static final OID ALERT_TIME = new OID("1.3.6.1.2.1.43.18.1.1.9");

  public static final OID ENTITY_SOFTWARE = new OID("1.3.6.1.2.1.47.1.1.1.1.10.1");
  public static final OID ENTITY_SERIAL = new OID("1.3.6.1.2.1.47.1.1.1.1.11.1");

  /** PWG 5107.1 ppmPrinterIEEE1284DeviceId of the first printer. */
  public static final OID PWG_DEVICE_ID = new OID("1.3.6.1.4.1.2699.1.2.1.2.1.1.3.1");

  /** The IEEE 1284 device id as print servers of many makes give it. */
  public static final OID JETDIRECT_DEVICE_ID = new OID("1.3.6.1.4.1.11.2.3.9.1.1.7.0");

  /** Where the IEEE 1284 device id is by the standards and by custom. */
  public static final List<OID> DEVICE_IDS = List.of(PWG_DEVICE_ID, JETDIRECT_DEVICE_ID);

  /** Makers' own objects are below it. */
  public static final OID ENTERPRISES = new OID("1.3.6.1.4.1");

  /** The objects of the Entity MIB. */
  public static final OID ENTITY = new OID("1.3.6.1.2.1.47");

  /** The column of each table whose rows are the table's. */
  public static final List<OID> TABLES =
      List.of(SUPPLY_LEVEL, INPUT_LEVEL, MARKER_LIFE_COUNT, CONSOLE_TEXT, ALERT_SEVERITY);

  /** Neighbouring columns, as they are read of each table. */
  public static final List<OID> SUPPLY_COLUMNS =
      List.of(
          SUPPLY_COLORANT,
          SUPPLY_CLASS,
          SUPPLY_TYPE,
          SUPPLY_DESCRIPTION,
          SUPPLY_UNIT,
          SUPPLY_CAPACITY,
          SUPPLY_LEVEL);

  public static final List<OID> INPUT_NUMBERS = List.of(INPUT_UNIT, INPUT_CAPACITY, INPUT_LEVEL);
  public static final List<OID> INPUT_WORDS = List.of(INPUT_MEDIA, INPUT_NAME);
  public static final List<OID> MARKER_COLUMNS = List.of(MARKER_UNIT, MARKER_LIFE_COUNT);

  public static final List<OID> ALERT_COLUMNS =
      List.of(
          ALERT_SEVERITY,
          ALERT_TRAINING,
          ALERT_GROUP,
          ALERT_GROUP_INDEX,
          ALERT_LOCATION,
          ALERT_CODE,
          ALERT_DESCRIPTION,
          ALERT_TIME);

  private Mib() {}

  /** The place whose next instance is this one, if it is there: GETNEXT asks for it. */
  public static OID before(OID instance) {
    int[] arcs = instance.getValue().clone();
    int last = arcs.length - 1;
    if (arcs[last] == 0) {
      return new OID(arcs, 0, last);
    }
    arcs[last]--;
    return new OID(arcs);
  }

  /** The instance of a column, or anything below an OID. */
  public static OID at(OID column, int... arcs) {
    return new OID(column.getValue(), arcs);
  }
}
