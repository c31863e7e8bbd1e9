package io.platen.device.printer.pjl;

import io.platen.device.port.Streams;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.protocol.printer.PrinterFacts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Reads a printer by PJL over a connection that somebody has named, such as a device file. */
public final class PjlAt {
  private final Streams streams;
  private final RandomGenerator random;

  /**
   * @param streams every connection of which leads to the printer
   */
  public PjlAt(Streams streams, RandomGenerator random) {
    this.streams = streams;
    this.random = random;
  }

  /** What it says; empty where it does not speak PJL. */
  public Optional<PrinterFacts> read() throws InterruptedException {
    InetAddress here = InetAddress.getLoopbackAddress();
    return new PjlSession(streams, random.nextLong())
        .ask(new InetSocketAddress(here, PjlReader.PORT))
        .flatMap(answers -> PjlFacts.of(answers, here, ProfileSet.bundled().makers()));
  }
}
