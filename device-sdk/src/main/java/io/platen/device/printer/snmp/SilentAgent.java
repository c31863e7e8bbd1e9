package io.platen.device.printer.snmp;

/** The printer does not answer, or has stopped to answer. */
final class SilentAgent extends Exception {
  private static final long serialVersionUID = 1L;

  SilentAgent(String message) {
    super(message);
  }
}
