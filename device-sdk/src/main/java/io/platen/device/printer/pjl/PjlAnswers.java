package io.platen.device.printer.pjl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a printer has sent: blocks of lines, each headed by the request that it answers and ended by
 * a form feed. Printers leave that out, echo the request before the answer, answer twice, and send
 * messages in between that nobody asked for.
 */
final class PjlAnswers {
  private static final char FORM_FEED = '\f';
  private static final String PREFIX = "@PJL";

  /** What a printer says to a request that it does not know. */
  private static final Set<String> NOTHING = Set.of("?", "\"?\"", "");

  private final Map<PjlRequest, List<String>> bodies = new EnumMap<>(PjlRequest.class);
  private final Set<PjlRequest> ended = EnumSet.noneOf(PjlRequest.class);

  private PjlAnswers() {}

  /**
   * Reads what is there, whether or not more will come.
   *
   * @param echoed the printer's echo; what stands before it answers someone else
   */
  static PjlAnswers of(byte[] received, String echoed) {
    PjlAnswers answers = new PjlAnswers();
    String text = new String(received, StandardCharsets.ISO_8859_1);
    int start = text.indexOf(echoed);
    if (start >= 0) {
      answers.read(text.substring(start + echoed.length()));
    }
    return answers;
  }

  /** Whether the printer has echoed: it speaks PJL, and what follows is for us. */
  static boolean isEchoed(byte[] received, String echoed) {
    return new String(received, StandardCharsets.ISO_8859_1).contains(echoed);
  }

  private void read(String text) {
    Optional<PjlRequest> block = Optional.empty();
    for (String page : text.split("(?<=\f)", -1)) {
      for (String line : page.split("[\r\n\f]+", -1)) {
        if (line.strip().toUpperCase(Locale.ROOT).startsWith(PREFIX)) {
          block = headed(line);
        } else {
          block.ifPresent(request -> add(request, line));
        }
      }
      if (page.indexOf(FORM_FEED) >= 0) {
        block.filter(bodies::containsKey).ifPresent(ended::add);
        block = Optional.empty();
      }
    }
  }

  private static Optional<PjlRequest> headed(String line) {
    String words = line.strip().substring(PREFIX.length()).strip().replaceAll("\\s+", " ");
    for (PjlRequest request : PjlRequest.values()) {
      if (request.words().equalsIgnoreCase(words)) {
        return Optional.of(request);
      }
    }
    return Optional.empty();
  }

  private void add(PjlRequest request, String line) {
    if (!ended.contains(request) && !line.isBlank()) {
      bodies.computeIfAbsent(request, key -> new ArrayList<>()).add(line.strip());
    }
  }

  /** Whether nothing more is to come. */
  boolean areComplete() {
    return ended.size() == PjlRequest.values().length;
  }

  /** The lines of an answer; empty where there is none. */
  List<String> body(PjlRequest request) {
    return bodies.getOrDefault(request, List.of()).stream()
        .filter(line -> !NOTHING.contains(line))
        .toList();
  }

  /** The first line of an answer, without quotes. */
  Optional<String> line(PjlRequest request) {
    return body(request).stream()
        .map(PjlAnswers::unquoted)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /** What stands behind {@code KEY=} in an answer, without quotes. */
  Optional<String> value(PjlRequest request, String key) {
    return body(request).stream()
        .filter(line -> line.toUpperCase(Locale.ROOT).startsWith(key))
        .map(line -> line.substring(key.length()).strip())
        .filter(rest -> rest.startsWith("="))
        .map(rest -> unquoted(rest.substring(1)))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private static String unquoted(String text) {
    String bare = text.strip();
    bare = bare.startsWith("\"") ? bare.substring(1) : bare;
    return (bare.endsWith("\"") ? bare.substring(0, bare.length() - 1) : bare).strip();
  }
}
