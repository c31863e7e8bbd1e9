package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snmp4j.smi.OID;

/**
 * Which hrDeviceIndex is the printer. Mostly 1; but hrDeviceTable lists processors, networks and
 * disks too, and print servers have several printers.
 */
final class DeviceIndex {
  /** Of a table that is being read some columns are still missing. */
  private static final List<OID> COLUMNS =
      Stream.of(
              Mib.SUPPLY_COLUMNS,
              Mib.INPUT_NUMBERS,
              Mib.MARKER_COLUMNS,
              List.of(Mib.CONSOLE_TEXT),
              Mib.ALERT_COLUMNS)
          .flatMap(List::stream)
          .toList();

  private DeviceIndex() {}

  /** The first that is a printer and has rows; else the first printer; else what has rows. */
  static int of(Values values) {
    Set<Integer> printers = new TreeSet<>();
    for (OID row : values.rows(Mib.HR_DEVICE_TYPE)) {
      if (isPrinter(values, row.last())) {
        printers.add(row.last());
      }
    }
    // RFC 2790: hrPrinterTable has rows for printers only.
    values.rows(Mib.HR_PRINTER_STATUS).forEach(row -> printers.add(row.last()));
    for (int printer : printers) {
      if (hasRows(values, printer)) {
        return printer;
      }
    }
    if (!printers.isEmpty()) {
      return printers.iterator().next();
    }
    for (OID column : COLUMNS) {
      for (OID row : values.rows(column)) {
        return row.get(0);
      }
    }
    return 1;
  }

  private static boolean isPrinter(Values values, int device) {
    return values
        .find(Mib.at(Mib.HR_DEVICE_TYPE, device))
        .filter(Mib.HR_DEVICE_PRINTER::equals)
        .isPresent();
  }

  /** Whether a table of the Printer MIB has rows of it; so it is too where there are no tables. */
  static boolean hasRows(Values values, int device) {
    boolean any = false;
    for (OID column : COLUMNS) {
      for (OID row : values.rows(column)) {
        any = true;
        if (row.get(0) == device) {
          return true;
        }
      }
    }
    return !any;
  }
}
