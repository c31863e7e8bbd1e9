package io.platen.protocol.profile;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression of a profile, which a stranger may have written: found anywhere in a text,
 * without regard to case, and given up when it takes too many steps.
 *
 * @param source as it is written in the profile
 */
public record SafePattern(String source, Pattern compiled) {
  /** Texts of printers end here. */
  private static final int LONGEST_TEXT = 1024;

  /** A backtracking match may look at each character very often; an honest one does not. */
  private static final int MOST_STEPS = 200_000;

  /**
   * @throws java.util.regex.PatternSyntaxException when it is no regular expression
   */
  public static SafePattern of(String source) {
    return new SafePattern(
        source, Pattern.compile(source, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
  }

  /** Whether it is found. */
  public boolean isIn(String text) {
    return match(text).isPresent();
  }

  /** Where it is found first. */
  public OptionalInt startIn(String text) {
    Optional<Matcher> found = match(text);
    return found.isPresent() ? OptionalInt.of(found.get().start()) : OptionalInt.empty();
  }

  /** The first group where it has one, else what was found. */
  public Optional<String> take(String text) {
    return match(text)
        .map(found -> found.groupCount() > 0 ? found.group(1) : found.group())
        .filter(taken -> !taken.isEmpty());
  }

  /** The text without what is found first. */
  public String cutFrom(String text) {
    return match(text)
        .map(found -> text.substring(0, found.start()) + text.substring(found.end()))
        .orElse(text);
  }

  private Optional<Matcher> match(String text) {
    try {
      int end = Math.min(text.length(), LONGEST_TEXT);
      Matcher matcher = compiled.matcher(new Counted(text, 0, end, new AtomicInteger(MOST_STEPS)));
      return matcher.find() ? Optional.of(matcher) : Optional.empty();
    } catch (TooManySteps | StackOverflowError e) {
      return Optional.empty();
    }
  }

  /** Compares by what was written: a compiled pattern has no equality. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SafePattern pattern && pattern.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  /** A text that can be looked at so often and no more. */
  private record Counted(String text, int start, int end, AtomicInteger left)
      implements CharSequence {
    @Override
    public int length() {
      return end - start;
    }

    @Override
    public char charAt(int index) {
      if (left.decrementAndGet() < 0) {
        throw new TooManySteps();
      }
      return text.charAt(start + index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return new Counted(text, start + from, start + to, left);
    }

    @Override
    public String toString() {
      return text.substring(start, end);
    }
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("The pattern takes too many steps", null, false, false);
    }
  }
}
