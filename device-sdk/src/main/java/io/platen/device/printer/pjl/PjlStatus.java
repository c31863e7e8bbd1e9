package io.platen.device.printer.pjl;

import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.registry.PrinterConditions;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a status code means: HP PJL Technical Reference, appendix "PJL status codes". The code
 * counts, never the words beside it, which are in the user's language.
 */
final class PjlStatus {
  private static final int LOW_TONER = 2;
  private static final int NO_PAPER = 1;
  private static final int DOOR_OPEN = 4;
  private static final int JAMMED = 5;
  private static final int OFFLINE = 6;
  private static final int SERVICE = 7;
  private static final int SUPPLY_MISSING = 10;
  private static final int TRAY_EMPTY = 13;

  private PjlStatus() {}

  static PrinterStatus of(OptionalInt code, List<String> panel) {
    int number = code.orElse(0);
    return new PrinterStatus(state(number), conditions(number), panel);
  }

  private static State state(int code) {
    return switch (code) {
      case 10_000, 10_001, 10_006, 40_000, 40_038 -> State.IDLE;
      case 10_003 -> State.WARMUP;
      case 10_007, 10_023 -> State.PRINTING;
      default -> ofGroup(code / 1_000);
    };
  }

  /** The first two digits tell the group. */
  private static State ofGroup(int group) {
    return switch (group) {
      case 11, 12, 15 -> State.IDLE;
      case 40, 41, 42, 50 -> State.DOWN;
      default -> State.UNKNOWN;
    };
  }

  private static List<String> conditions(int code) {
    int bit =
        switch (code) {
          case 10_002, 40_079 -> OFFLINE;
          case 10_006, 40_038 -> LOW_TONER;
          case 40_010 -> SUPPLY_MISSING;
          case 40_021 -> DOOR_OPEN;
          case 40_022 -> JAMMED;
          default -> bitOfGroup(code / 1_000);
        };
    return bit < 0 ? List.of() : List.of(PrinterConditions.token(bit));
  }

  private static int bitOfGroup(int group) {
    return switch (group) {
      case 11 -> TRAY_EMPTY;
      case 41 -> NO_PAPER;
      case 42 -> JAMMED;
      case 50 -> SERVICE;
      default -> -1;
    };
  }
}
