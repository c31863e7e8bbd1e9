package io.platen.server.launcher;

import java.util.List;

/**
 * The configuration is wrong; nothing has been started. Each problem names key, source and cure.
 */
final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  ConfigurationException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
