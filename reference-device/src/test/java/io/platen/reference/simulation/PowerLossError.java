package io.platen.reference.simulation;

/** The code that gets it runs on a device that has no power any more. */
final class PowerLossError extends Error {
  private static final long serialVersionUID = 1L;

  PowerLossError() {
    super("No power", null, false, false);
  }
}
