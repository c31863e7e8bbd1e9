package io.platen.protocol.release;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One to four whole numbers with dots between them, compared number by number; a number that is
 * left out is 0, so that 2.4 and 2.4.0 are the same.
 */
public final class ComponentVersion implements Comparable<ComponentVersion> {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,3}");
  private static final int PLACES = 4;

  private final String text;
  private final List<Integer> numbers;

  private ComponentVersion(String text) {
    this.text = text;
    this.numbers = Arrays.stream(text.split("\\.", -1)).map(Integer::valueOf).toList();
  }

  /**
   * @throws IllegalArgumentException when it has another form
   */
  public static ComponentVersion of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "A version is one to four numbers with dots, as 2.4.1, not '" + text + "'");
    }
    return new ComponentVersion(text);
  }

  private int at(int place) {
    return place < numbers.size() ? numbers.get(place) : 0;
  }

  @Override
  public int compareTo(ComponentVersion other) {
    for (int place = 0; place < PLACES; place++) {
      int order = Integer.compare(at(place), other.at(place));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComponentVersion version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(at(0), at(1), at(2), at(3));
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
