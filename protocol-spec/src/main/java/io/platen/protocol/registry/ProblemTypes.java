package io.platen.protocol.registry;

/** The registry behind {@link io.platen.protocol.problem.ProblemType}. */
public final class ProblemTypes {
  private static final Registry REGISTRY = RegistryReader.read("problem-types");

  private ProblemTypes() {}

  /** All of them. */
  public static Registry registry() {
    return REGISTRY;
  }
}
