package io.platen.protocol.registry;

/** Meters, e.g. {@code total-impressions}; their names follow PWG 5106.1. */
public final class Meters {
  private static final Registry REGISTRY = RegistryReader.read("meters");

  private Meters() {}

  /** All of them. */
  public static Registry registry() {
    return REGISTRY;
  }
}
