package io.platen.reference.simulation;

/** The power of a device, from one start to the next; what runs by it ends with it. */
final class Power {
  private final Runnable whenLost;
  private boolean on = true;
  private int operations = Integer.MAX_VALUE;

  /**
   * @param whenLost is run once, just after it has gone
   */
  Power(Runnable whenLost) {
    this.whenLost = whenLost;
  }

  boolean isOn() {
    return on;
  }

  /** Every port of the device asks this before it does anything. */
  void demand() {
    if (!on) {
      throw new PowerLossError();
    }
  }

  /** It goes while the disk does what is its so many-eth operation from now on. */
  void goesAfter(int diskOperations) {
    operations = diskOperations;
  }

  /** The disk is about to do something. */
  void diskWorks() {
    demand();
    if (--operations == 0) {
      cut();
      throw new PowerLossError();
    }
  }

  /** It is switched off in order: what ran has ended, and what is still to come does not. */
  void end() {
    on = false;
  }

  void cut() {
    if (on) {
      on = false;
      whenLost.run();
    }
  }
}
