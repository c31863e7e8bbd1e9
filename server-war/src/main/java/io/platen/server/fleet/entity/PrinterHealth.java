package io.platen.server.fleet.entity;

/** What a person must know of a printer at a glance; one of the console's six states. */
public enum PrinterHealth {
  OK,
  /** Something is low or due. */
  ATTENTION,
  /** It has stopped, or is about to. */
  PROBLEM,
  /** Expected readings have not come. */
  SILENT,
  /** The printer does not say. */
  UNKNOWN
}
