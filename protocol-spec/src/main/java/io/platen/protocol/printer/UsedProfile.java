package io.platen.protocol.printer;

/**
 * The printer profile that a printer was read by (PLT-RPT-037).
 *
 * @param version grows with each edition
 */
public record UsedProfile(String id, int version) {
  /** The profile of all printers that no other one fits. */
  public static final String GENERIC = "generic";
}
