package io.platen.server.launcher;

/** What the process ends with. */
enum ExitCode {
  STOPPED(0),
  START_FAILED(1),
  CONFIGURATION_WRONG(2),
  TAKEN(3),
  AUDIT_BROKEN(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
