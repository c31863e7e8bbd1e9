package io.platen.protocol.registry;

/** Codes of alerts: RFC 3805 PrtAlertCodeTC. */
public final class AlertCodes {
  private static final Tokens TOKENS = new Tokens(RegistryReader.read("alert-codes"));

  private AlertCodes() {}

  /** All of them. */
  public static Registry registry() {
    return TOKENS.registry();
  }

  /** E.g. {@code jam} for 8. */
  public static String token(int number) {
    return TOKENS.token(number);
  }
}
