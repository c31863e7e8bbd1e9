package io.platen.device.printer.web;

/**
 * A printer shows another certificate than at first.
 *
 * @param host host and port, as {@link WebOrigin#key} has it
 * @param known what it showed first
 * @param shown what it shows now
 */
public record CertificateChange(String host, Pin known, Pin shown) {

  /** Both fingerprints, and what to do. */
  public String explanation() {
    return "The printer at "
        + host
        + " shows another certificate than the one that it has shown since "
        + known.since()
        + ". Known: "
        + known.fingerprint()
        + ", shown now: "
        + shown.fingerprint()
        + ". Nothing was asked of it. If the printer was replaced or got a new certificate, forget"
        + " the known one: platen-device pins forget "
        + host;
  }
}
