package io.platen.reference.simulate;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;

/**
 * How to play recordings.
 *
 * @param listen the address of the first printer, of the second, ...; behind the last one it goes
 *     on with {@code next}
 * @param next where a printer without an address of its own goes
 * @param control loopback port of the HTTP control, 0 for a free one
 * @param speed how fast simulated time runs: 1 as the clock does, 0 stands still
 * @param seed the same seed moves the printers in the same way
 */
record SimulatorOptions(
    List<InetSocketAddress> listen,
    Next next,
    int control,
    double speed,
    long seed,
    InstantSource clock) {

  SimulatorOptions {
    listen = List.copyOf(listen);
  }

  /** What is counted up behind the last given address. */
  enum Next {
    PORT,
    ADDRESS
  }
}
