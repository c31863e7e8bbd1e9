package io.platen.conformance.subject;

import java.util.List;

/** The configuration cannot be used; each fault names its key and says what to do. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String source, List<String> faults) {
    super(source + ":\n  " + String.join("\n  ", faults));
  }
}
