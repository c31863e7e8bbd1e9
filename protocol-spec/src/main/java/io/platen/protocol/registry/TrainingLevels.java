package io.platen.protocol.registry;

/** Who can mend what an alert tells of: RFC 3805 PrtAlertTrainingLevelTC. */
public final class TrainingLevels {
  private static final Tokens TOKENS = new Tokens(RegistryReader.read("training-levels"));

  private TrainingLevels() {}

  /** All of them. */
  public static Registry registry() {
    return TOKENS.registry();
  }

  /** E.g. {@code untrained} for 3. */
  public static String token(int number) {
    return TOKENS.token(number);
  }
}
