package io.platen.protocol.registry;

/** Units of levels, capacities and meters, e.g. {@code impressions}. */
public final class Units {
  private static final Tokens TOKENS = new Tokens(RegistryReader.read("units"));

  private Units() {}

  /** All of them. */
  public static Registry registry() {
    return TOKENS.registry();
  }

  /** Of prtMarkerSuppliesSupplyUnit, e.g. {@code percent} for 19. */
  public static String supplyToken(int number) {
    return TOKENS.token(number);
  }

  /** Of prtMarkerCounterUnit, e.g. {@code impressions} for 7. */
  public static String counterToken(int number) {
    return TOKENS.token(number);
  }

  /** Of prtInputCapacityUnit, e.g. {@code sheets} for 8. */
  public static String capacityToken(int number) {
    return TOKENS.token(number);
  }
}
