package io.platen.protocol.registry;

/** Ways to ask a printer, which a discovery entry allows (chapter SYN). */
public final class Readers {
  private static final Registry REGISTRY = RegistryReader.read("readers");

  private Readers() {}

  /** All of them. */
  public static Registry registry() {
    return REGISTRY;
  }
}
