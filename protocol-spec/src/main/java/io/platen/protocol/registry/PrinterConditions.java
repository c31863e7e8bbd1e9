package io.platen.protocol.registry;

/** Conditions of a printer: the bits of RFC 2790 hrPrinterDetectedErrorState. */
public final class PrinterConditions {
  private static final Tokens TOKENS = new Tokens(RegistryReader.read("printer-conditions"));

  private PrinterConditions() {}

  /** All of them. */
  public static Registry registry() {
    return TOKENS.registry();
  }

  /** By bit, 0 the most significant of the first octet; e.g. {@code jammed} for 5. */
  public static String token(int bit) {
    return TOKENS.token(bit);
  }
}
