package io.platen.server.fleet.entity;

import java.util.Set;

/**
 * Two printers that may be one.
 *
 * @param score how strongly they look alike, see {@link Evidence}
 * @param one has the smaller id
 */
public record PrinterMatch(int score, Set<Evidence> evidence, Printer one, Printer other) {

  /** From this score on a pair is suggested. Nothing is ever merged but by people. */
  public static final int SUGGESTED = 40;

  public PrinterMatch {
    evidence = Set.copyOf(evidence);
  }

  /** What speaks for one printer, and what against. */
  public enum Evidence {
    /** Letters and digits of the serial number, from the same maker. */
    SERIAL_AND_MAKER(60),
    /** The serial number, where a maker is not known. */
    SERIAL(30),
    MAC(40),
    /** At one address answers an agent of the same kind: sites use the same private networks. */
    PLACE(20),
    /** Both have a serial number, and they differ. */
    OTHER_SERIAL(-50),
    /** Both have a hardware address, and they differ: a network card may be exchanged. */
    OTHER_MAC(-10),
    /** One device sees both now, so it has told them apart. */
    SAME_DEVICE(-40);

    private final int points;

    Evidence(int points) {
      this.points = points;
    }

    public int points() {
      return points;
    }
  }
}
