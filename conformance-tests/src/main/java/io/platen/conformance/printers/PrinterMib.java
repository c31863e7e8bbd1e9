package io.platen.conformance.printers;

import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** Where the facts of a printer are: MIB-II, RFC 2790, RFC 3805. Its device index is 1. */
public final class PrinterMib {
  public static final String SYSTEM = "1.3.6.1.2.1.1";
  public static final String SYS_DESCR = SYSTEM + ".1.0";
  public static final String SYS_OBJECT_ID = SYSTEM + ".2.0";
  public static final String SYS_UP_TIME = SYSTEM + ".3.0";
  public static final String SYS_NAME = SYSTEM + ".5.0";
  public static final String SYS_LOCATION = SYSTEM + ".6.0";
  public static final String MAC = "1.3.6.1.2.1.2.2.1.6.1";
  public static final String DEVICES = "1.3.6.1.2.1.25";
  public static final String DEVICE_TYPE = "1.3.6.1.2.1.25.3.2.1.2.1";
  public static final String DEVICE_DESCR = "1.3.6.1.2.1.25.3.2.1.3.1";
  public static final String DEVICE_STATUS = "1.3.6.1.2.1.25.3.2.1.5.1";
  public static final String PRINTER_STATUS = "1.3.6.1.2.1.25.3.5.1.1.1";
  public static final String PRINTER_ERRORS = "1.3.6.1.2.1.25.3.5.1.2.1";
  public static final String CONFIG_CHANGES = "1.3.6.1.2.1.43.5.1.1.1.1";
  public static final String SERIAL = "1.3.6.1.2.1.43.5.1.1.17.1";
  public static final String PRINTER = "1.3.6.1.2.1.43";

  /** A column and the row of each table: device index, then the row. */
  public static final String TRAYS = PRINTER + ".8.2.1";

  public static final String MARKERS = PRINTER + ".10.2.1";
  public static final String LIFE_COUNT = MARKERS + ".4.1.1";
  public static final String SUPPLIES = PRINTER + ".11.1.1";
  public static final String SUPPLY_LEVELS = SUPPLIES + ".9.1";
  public static final String COLORANTS = PRINTER + ".12.1.1";
  public static final String ALERTS = PRINTER + ".18.1.1";

  /** PWG 5107.1 ppmPrinterIEEE1284DeviceId of the first printer. */
  public static final String DEVICE_ID = "1.3.6.1.4.1.2699.1.2.1.2.1.1.3.1";

  private static final OID IS_PRINTER = new OID("1.3.6.1.2.1.25.3.1.5");
  private static final OID NOBODYS = new OID("1.3.6.1.4.1.99999.1");

  private PrinterMib() {}

  /** One marker, one black toner, one tray, no alert, idle. */
  static void ordinary(SuitePrinter printer, int number) {
    printer
        .set(SYS_DESCR, "Invented PrintServer 7")
        .set(SYS_OBJECT_ID, NOBODYS)
        .ticks(SYS_UP_TIME, 123_456)
        .set(SYS_NAME, "printer-" + number)
        .set(SYS_LOCATION, "Room " + number)
        .set(MAC, OctetString.fromHexString("02:00:5e:10:00:" + hex(number)))
        .set(DEVICE_TYPE, IS_PRINTER)
        .set(DEVICE_DESCR, "Invented Example 1")
        .set(DEVICE_STATUS, 2)
        .set(PRINTER_STATUS, 3)
        .set(PRINTER_ERRORS, new OctetString(new byte[] {0}))
        .count(CONFIG_CHANGES, 7)
        .set(SERIAL, "CONF-" + String.valueOf(10_000 + number).substring(1))
        .set(MARKERS + ".3.1.1", 7)
        .count(LIFE_COUNT, 1_000L * number)
        .set(COLORANTS + ".4.1.1", "black");
    supply(printer, 1, 3, 3, "Black toner", 19, 100, 54);
    tray(printer, 1, "Tray 1", 250, 120);
  }

  private static String hex(int number) {
    return Integer.toHexString(0x100 | (number & 0xff)).substring(1);
  }

  /**
   * A row of prtMarkerSuppliesTable. Its colorant is the first one.
   *
   * @param supplyClass PrtMarkerSuppliesClassTC: 3 is consumed, 4 is filled
   * @param type PrtMarkerSuppliesTypeTC, e.g. 3 toner, 4 waste toner
   * @param unit PrtMarkerSuppliesSupplyUnitTC, e.g. 19 percent, 7 impressions, 15 tenths of ml
   */
  public static void supply(
      SuitePrinter printer,
      int row,
      int supplyClass,
      int type,
      String words,
      int unit,
      int capacity,
      int level) {
    cell(printer, SUPPLIES, 3, row, supplyClass == 3 ? 1 : 0);
    cell(printer, SUPPLIES, 4, row, supplyClass);
    cell(printer, SUPPLIES, 5, row, type);
    printer.set(SUPPLIES + ".6.1." + row, words);
    cell(printer, SUPPLIES, 7, row, unit);
    cell(printer, SUPPLIES, 8, row, capacity);
    cell(printer, SUPPLIES, 9, row, level);
  }

  /** A row of prtInputTable, in sheets. */
  public static void tray(SuitePrinter printer, int row, String name, int capacity, int level) {
    cell(printer, TRAYS, 8, row, 8);
    cell(printer, TRAYS, 9, row, capacity);
    cell(printer, TRAYS, 10, row, level);
    printer.set(TRAYS + ".12.1." + row, "iso_a4_210x297mm").set(TRAYS + ".13.1." + row, name);
  }

  /**
   * A row of prtAlertTable.
   *
   * @param severity PrtAlertSeverityLevelTC: 3 critical, 4 warning
   * @param group PrtAlertGroupTC, e.g. 8 input, 11 marker supplies, 13 media path
   * @param code PrtAlertCodeTC, e.g. 8 jam, 1104 toner low
   */
  public static void alert(
      SuitePrinter printer, int row, int severity, int group, int code, String words) {
    cell(printer, ALERTS, 2, row, severity);
    cell(printer, ALERTS, 3, row, 3);
    cell(printer, ALERTS, 4, row, group);
    cell(printer, ALERTS, 5, row, 1);
    cell(printer, ALERTS, 6, row, 1);
    cell(printer, ALERTS, 7, row, code);
    printer.set(ALERTS + ".8.1." + row, words).ticks(ALERTS + ".9.1." + row, 4_711);
  }

  private static void cell(SuitePrinter printer, String table, int column, int row, int value) {
    printer.set(table + "." + column + ".1." + row, value);
  }
}
