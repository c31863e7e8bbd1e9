package io.platen.device.printer.profile;

import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.Brand;
import io.platen.protocol.profile.SafePattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a printer, by the profiles: by words, for printers are sold under other names than
 * their maker's too, or by number.
 */
public final class MakerNames {
  private record Found(String name, SafePattern pattern) {}

  /** Each way to find a name in a text. */
  private final List<Found> names = new ArrayList<>();

  /** What a model may begin with, and what is shown for it. */
  private final Map<String, String> words = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Beginnings of sysObjectID. */
  private final Map<String, String> numbers = new HashMap<>();

  private final Pattern leading;

  MakerNames(Collection<PrinterProfile> profiles) {
    profiles.forEach(this::add);
    String any =
        words.keySet().stream()
            // The longer before the shorter that it begins with.
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    leading =
        Pattern.compile("^(?:(?:" + any + ")(?![A-Za-z0-9])[\\s,:_-]*)+", Pattern.CASE_INSENSITIVE);
  }

  private void add(PrinterProfile profile) {
    String maker = profile.maker();
    if (maker != null) {
      addWord(maker, maker);
      profile.spellings().forEach(spelling -> addWord(spelling, maker));
      profile.recognition().objectIds().forEach(prefix -> numbers.putIfAbsent(prefix, maker));
    }
    for (Brand brand : profile.brands()) {
      words.put(brand.name(), brand.name());
      names.add(new Found(brand.name(), brand.pattern()));
      addNumber(brand.objectId(), brand.name());
    }
  }

  private void addWord(String word, String maker) {
    words.put(word, maker);
    String pattern = "(?<![A-Za-z0-9])" + Pattern.quote(word) + "(?![A-Za-z0-9])";
    names.add(new Found(maker, SafePattern.of(pattern)));
  }

  /** A brand's own number is not its maker's, though the maker's profile fits it. */
  private void addNumber(@Nullable String prefix, String name) {
    if (prefix != null) {
      numbers.put(prefix, name);
    }
  }

  /** The first name in a text. */
  public Optional<String> named(String text) {
    String name = null;
    int first = Integer.MAX_VALUE;
    for (Found each : names) {
      OptionalInt start = each.pattern().startIn(text);
      if (start.isPresent() && start.getAsInt() < first) {
        first = start.getAsInt();
        name = each.name();
      }
    }
    return Optional.ofNullable(name);
  }

  /** By the longest beginning of sysObjectID that is somebody's. */
  public Optional<String> numbered(String sysObjectId) {
    String prefix = sysObjectId;
    while (!numbers.containsKey(prefix)) {
      int end = prefix.lastIndexOf('.');
      if (end < 0) {
        return Optional.empty();
      }
      prefix = prefix.substring(0, end);
    }
    return Optional.of(numbers.get(prefix));
  }

  /** The model without the maker before it. */
  public String without(String text) {
    String rest = leading.matcher(text).replaceFirst("").strip();
    return rest.isEmpty() ? text : rest;
  }

  /** Whether a text is a maker's name and no more. */
  public boolean isName(String text) {
    return words.containsKey(text);
  }
}
