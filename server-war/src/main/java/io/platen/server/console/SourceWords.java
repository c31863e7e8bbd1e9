package io.platen.server.console;

import io.platen.server.console.view.Words;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a value was read (chapter RPT, Sources and age), as people read it. */
final class SourceWords {
  private SourceWords() {}

  /** E.g. {@code SNMP 1.3.6.1.2.1}; empty for none. */
  static String of(@Nullable String source, Words words) {
    return source == null
        ? ""
        : Arrays.stream(source.split("\\+", -1))
            .map(part -> part(part, words))
            .collect(Collectors.joining(" + "));
  }

  private static String part(String part, Words words) {
    int colon = part.indexOf(':');
    boolean oid = !part.isEmpty() && Character.isDigit(part.charAt(0));
    if (oid || colon < 0) {
      return words.t("source.snmp") + " " + part;
    }
    return words.orItself("source.", part.substring(0, colon)) + " " + part.substring(colon + 1);
  }
}
