package io.platen.protocol.registry;

/** Types of supplies, e.g. {@code toner}: RFC 3805 PrtMarkerSuppliesTypeTC. */
public final class SupplyTypes {
  private static final Tokens TOKENS = new Tokens(RegistryReader.read("supply-types"));

  private SupplyTypes() {}

  /** All of them. */
  public static Registry registry() {
    return TOKENS.registry();
  }

  /** E.g. {@code toner} for 3; {@code other-<n>} where the number is not registered. */
  public static String token(int number) {
    return TOKENS.token(number);
  }
}
