package io.platen.reference.simulate;

import org.snmp4j.smi.OID;

/** The objects that move, by their columns: SNMPv2-MIB, RFC 2790, RFC 3805. */
final class Mib {
  static final OID SYS_UPTIME = new OID("1.3.6.1.2.1.1.3.0");

  static final OID HR_DEVICE_TYPE = new OID("1.3.6.1.2.1.25.3.2.1.2");
  static final OID HR_DEVICE_STATUS = new OID("1.3.6.1.2.1.25.3.2.1.5");
  static final OID HR_DEVICE_PRINTER = new OID("1.3.6.1.2.1.25.3.1.5");
  static final OID HR_PRINTER_STATUS = new OID("1.3.6.1.2.1.25.3.5.1.1");
  static final OID HR_PRINTER_ERRORS = new OID("1.3.6.1.2.1.25.3.5.1.2");

  static final OID GENERAL_PRINTER_NAME = new OID("1.3.6.1.2.1.43.5.1.1.16");
  static final OID GENERAL_SERIAL = new OID("1.3.6.1.2.1.43.5.1.1.17");
  static final OID CRITICAL_EVENTS = new OID("1.3.6.1.2.1.43.5.1.1.18");
  static final OID ALL_EVENTS = new OID("1.3.6.1.2.1.43.5.1.1.19");
  static final OID INPUT_CAPACITY = new OID("1.3.6.1.2.1.43.8.2.1.9");
  static final OID INPUT_LEVEL = new OID("1.3.6.1.2.1.43.8.2.1.10");
  static final OID MARKER_LIFE_COUNT = new OID("1.3.6.1.2.1.43.10.2.1.4");
  static final OID MARKER_POWER_ON_COUNT = new OID("1.3.6.1.2.1.43.10.2.1.5");
  static final OID SUPPLY_CLASS = new OID("1.3.6.1.2.1.43.11.1.1.4");
  static final OID SUPPLY_UNIT = new OID("1.3.6.1.2.1.43.11.1.1.7");
  static final OID SUPPLY_CAPACITY = new OID("1.3.6.1.2.1.43.11.1.1.8");
  static final OID SUPPLY_LEVEL = new OID("1.3.6.1.2.1.43.11.1.1.9");
  static final OID ALERT = new OID("1.3.6.1.2.1.43.18.1.1");

  static final OID ENTERPRISES = new OID("1.3.6.1.4.1");

  private Mib() {}

  /** The instance of a column that has the same row as an instance of another column. */
  static OID sameRow(OID column, OID instance, OID otherColumn) {
    return new OID(otherColumn.getValue(), row(column, instance).getValue());
  }

  /** What follows the column: {@code <hrDeviceIndex>.<row>}. */
  static OID row(OID column, OID instance) {
    int[] sub = instance.getValue();
    return new OID(java.util.Arrays.copyOfRange(sub, column.size(), sub.length));
  }
}
