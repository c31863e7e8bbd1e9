package io.platen.reference.simulate;

import java.util.Arrays;

/** What a printer says about a condition: codes and groups of the IANA printer registry. */
enum AlertKind {
  COVER_OPEN(3, Severity.CRITICAL, Training.UNTRAINED, 6, ErrorBit.DOOR_OPEN, "Close the cover"),
  JAM(8, Severity.CRITICAL, Training.UNTRAINED, 13, ErrorBit.JAMMED, "Paper jam"),
  OFFLINE(22, Severity.CRITICAL, Training.UNTRAINED, 5, ErrorBit.OFFLINE, "Offline"),
  UNRECOVERABLE(30, Severity.CRITICAL, Training.SERVICE, 5, ErrorBit.SERVICE, "Call service"),
  TRAY_MISSING(801, Severity.CRITICAL, Training.UNTRAINED, 8, ErrorBit.TRAY_MISSING, "Insert tray"),
  PAPER_LOW(807, Severity.WARNING, Training.UNTRAINED, 8, ErrorBit.LOW_PAPER, "Paper low"),
  PAPER_EMPTY(808, Severity.CRITICAL, Training.UNTRAINED, 8, ErrorBit.NO_PAPER, "Load paper"),
  OUTPUT_FULL(903, Severity.CRITICAL, Training.UNTRAINED, 9, ErrorBit.OUTPUT_FULL, "Bin full"),
  TONER_EMPTY(1101, Severity.CRITICAL, Training.TRAINED, 11, ErrorBit.NO_TONER, "Replace toner"),
  TONER_LOW(1104, Severity.WARNING, Training.TRAINED, 11, ErrorBit.LOW_TONER, "Toner low"),
  WASTE_ALMOST_FULL(1107, Severity.WARNING, Training.TRAINED, 11, ErrorBit.NONE, "Waste toner"),
  WASTE_FULL(1109, Severity.CRITICAL, Training.TRAINED, 11, ErrorBit.SERVICE, "Waste toner full"),
  DRUM_LOW(1111, Severity.WARNING, Training.TRAINED, 11, ErrorBit.MAINTENANCE, "Drum near end"),
  OTHER(1, Severity.WARNING, Training.OTHER, 1, ErrorBit.NONE, "Needs attention");

  /** PrtAlertSeverityLevelTC. */
  enum Severity {
    CRITICAL(3),
    WARNING(4);

    private final int number;

    Severity(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /** PrtAlertTrainingLevelTC. */
  private enum Training {
    OTHER(1),
    UNTRAINED(3),
    TRAINED(4),
    SERVICE(5);

    private final int number;

    Training(int number) {
      this.number = number;
    }
  }

  /** RFC 2790 hrPrinterDetectedErrorState: bit 0 is the highest of the first octet. */
  private enum ErrorBit {
    LOW_PAPER(0),
    NO_PAPER(1),
    LOW_TONER(2),
    NO_TONER(3),
    DOOR_OPEN(4),
    JAMMED(5),
    OFFLINE(6),
    SERVICE(7),
    TRAY_MISSING(8),
    OUTPUT_FULL(12),
    MAINTENANCE(14),
    NONE(-1);

    private final int bit;

    ErrorBit(int bit) {
      this.bit = bit;
    }
  }

  private final int code;
  private final Severity severity;
  private final Training training;
  private final int group;
  private final ErrorBit bit;
  private final String text;

  AlertKind(int code, Severity severity, Training training, int group, ErrorBit bit, String text) {
    this.code = code;
    this.severity = severity;
    this.training = training;
    this.group = group;
    this.bit = bit;
    this.text = text;
  }

  /** The kind of a code; codes without one of their own are {@link #OTHER}. */
  static AlertKind of(int code) {
    return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst().orElse(OTHER);
  }

  Severity severity() {
    return severity;
  }

  int training() {
    return training.number;
  }

  int group() {
    return group;
  }

  String text() {
    return text;
  }

  /** Sets this condition's bit in two octets of hrPrinterDetectedErrorState. */
  void mark(byte[] errors) {
    if (bit != ErrorBit.NONE) {
      errors[bit.bit / 8] |= (byte) (0x80 >> (bit.bit % 8));
    }
  }
}
