package io.platen.device.printer.ipp;

import java.io.IOException;
import java.util.Locale;

/** A printer's answer breaks RFC 8010, or is longer than any printer's. */
public final class MalformedIppException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int position;

  MalformedIppException(int position, String what) {
    super(String.format(Locale.ROOT, "At byte %d: %s", position, what));
    this.position = position;
  }

  /** Of the byte that is wrong, from 0. */
  public int position() {
    return position;
  }
}
