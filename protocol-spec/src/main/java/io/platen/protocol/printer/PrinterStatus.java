package io.platen.protocol.printer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a printer is doing.
 *
 * @param state hrPrinterStatus with hrDeviceStatus (RFC 2790)
 * @param conditions hrPrinterDetectedErrorState as tokens, e.g. {@code jammed}, {@code low-toner}
 * @param panel the lines of its display, without padding
 * @param source where the state was read, e.g. an OID; null unless the policy asks for sources
 */
public record PrinterStatus(
    State state, List<String> conditions, List<String> panel, @Nullable String source) {

  public PrinterStatus {
    conditions = List.copyOf(conditions);
    panel = List.copyOf(panel);
  }

  /** From an unnamed source. */
  public PrinterStatus(State state, List<String> conditions, List<String> panel) {
    this(state, conditions, panel, null);
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
