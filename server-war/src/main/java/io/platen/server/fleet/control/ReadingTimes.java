package io.platen.server.fleet.control;

import java.time.Instant;

/** The times of a report by the server's understanding. */
public interface ReadingTimes {
  /** When the report was made. */
  Instant created();

  /** When a value was read, from what the device says. */
  Instant read(Instant byDevice);
}
