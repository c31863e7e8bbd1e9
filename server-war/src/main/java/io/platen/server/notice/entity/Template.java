package io.platen.server.notice.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a rule may look for; its threshold is a number of its unit. */
public enum Template {
  /** A supply has at most so much left, or a receptacle so much room. */
  SUPPLY_PERCENT(Unit.PERCENT, 1, 99, 10),
  /** A supply lasts at most so long, by the use that was measured. */
  SUPPLY_DAYS(Unit.DAYS, 1, 365, 14),
  /** A printer has wanted a technician for so long. */
  SERVICE_NEEDED(Unit.MINUTES, 0, 1_440, 0),
  /** A printer has been stopped by an alert of its own for so long. */
  PRINTER_STOPPED(Unit.MINUTES, 0, 1_440, 5),
  /** A device has not come for so long. */
  DEVICE_SILENT(Unit.HOURS, 1, 720, 24),
  /** A printer has not answered its device for so long, and the device has come. */
  PRINTER_SILENT(Unit.HOURS, 1, 2_160, 72),
  /** A counter was read below what it had been; told of for so long. */
  COUNTER_FELL(Unit.DAYS, 1, 90, 7),
  /** A device's certificate ends within so long. */
  CERTIFICATE_ENDS(Unit.DAYS, 1, 365, 14),
  /** Something opens TLS between a device and its host; the last word on it is no older. */
  INTERCEPTOR_SEEN(Unit.HOURS, 1, 720, 48);

  /** What a threshold counts. */
  public enum Unit {
    PERCENT,
    MINUTES,
    HOURS,
    DAYS
  }

  private final Unit unit;
  private final int least;
  private final int most;
  private final int usual;

  Template(Unit unit, int least, int most, int usual) {
    this.unit = unit;
    this.least = least;
    this.most = most;
    this.usual = usual;
  }

  public static Optional<Template> find(String token) {
    return Arrays.stream(values()).filter(each -> each.token().equals(token)).findFirst();
  }

  /** As it stands in forms and by REST. */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Unit unit() {
    return unit;
  }

  public int least() {
    return least;
  }

  public int most() {
    return most;
  }

  public int usual() {
    return usual;
  }

  /** Whether it is about one printer, so that a rule may choose by place and model. */
  public boolean isOfPrinters() {
    return this != DEVICE_SILENT && this != CERTIFICATE_ENDS && this != INTERCEPTOR_SEEN;
  }
}
