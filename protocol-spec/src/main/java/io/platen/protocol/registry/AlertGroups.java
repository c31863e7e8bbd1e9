package io.platen.protocol.registry;

/** Parts of a printer that raise alerts: RFC 3805 PrtAlertGroupTC. */
public final class AlertGroups {
  private static final Tokens TOKENS = new Tokens(RegistryReader.read("alert-groups"));

  private AlertGroups() {}

  /** All of them. */
  public static Registry registry() {
    return TOKENS.registry();
  }

  /** E.g. {@code input} for 8. */
  public static String token(int number) {
    return TOKENS.token(number);
  }
}
