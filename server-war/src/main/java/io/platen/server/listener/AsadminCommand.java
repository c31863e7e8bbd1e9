package io.platen.server.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One asadmin command; run by the launcher, or printed for an operator to run. */
public record AsadminCommand(String name, List<String> arguments) {
  public AsadminCommand {
    arguments = List.copyOf(arguments);
  }

  static AsadminCommand of(String name, String... arguments) {
    return new AsadminCommand(name, List.of(arguments));
  }

  /** As it stands in a command file. */
  public String line() {
    List<String> words = new ArrayList<>(List.of(name));
    arguments.forEach(words::add);
    return words.stream()
        .map(word -> word.contains(" ") ? '"' + word + '"' : word)
        .collect(Collectors.joining(" "));
  }

  /** The same without values of passwords, for the log. */
  public String lineWithoutSecrets() {
    return Stream.of(line())
        .map(line -> line.replaceAll("(?i)(password=)[^ :]+", "$1***"))
        .findFirst()
        .orElseThrow();
  }
}
