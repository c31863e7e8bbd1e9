package io.platen.protocol.printer;

import java.util.List;

/**
 * What a printer is doing.
 *
 * @param state hrPrinterStatus with hrDeviceStatus (RFC 2790)
 * @param conditions hrPrinterDetectedErrorState as tokens, e.g. {@code jammed}, {@code low-toner}
 * @param panel the lines of its display, without padding
 */
public record PrinterStatus(State state, List<String> conditions, List<String> panel) {

  public PrinterStatus {
    conditions = List.copyOf(conditions);
    panel = List.copyOf(panel);
  }

  /** RFC 2790 hrPrinterStatus; {@link #DOWN} and {@link #UNREACHABLE} beside it. */
  public enum State {
    IDLE,
    PRINTING,
    WARMUP,
    OTHER,
    UNKNOWN,
    DOWN,
    UNREACHABLE
  }
}
