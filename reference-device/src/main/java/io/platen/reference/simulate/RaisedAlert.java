package io.platen.reference.simulate;

/**
 * A row that was put into a printer's alert table.
 *
 * @param index prtAlertIndex
 * @param code PrtAlertCodeTC
 * @param description what the printer says about it
 * @param uptimeTicks prtAlertTime
 */
record RaisedAlert(int index, int code, AlertKind kind, String description, long uptimeTicks) {}
