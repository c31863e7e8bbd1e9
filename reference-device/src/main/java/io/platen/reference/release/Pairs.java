package io.platen.reference.release;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pair packs that a desk has made; an empty file {@code pairs/LIST-OLD-PACK} each. */
final class Pairs {
  private static final Pattern NAME =
      Pattern.compile("([0-9a-f]{64})-([0-9a-f]{64})-([0-9a-f]{64})");

  private Pairs() {}

  /**
   * Each by its SHA-256.
   *
   * @param list the chunk list that it leads to
   * @param oldImage the whole image that it begins with
   * @param object the pair pack
   */
  record Pair(String list, String oldImage, String object) {}

  static List<Pair> of(Desk desk) {
    List<Pair> pairs = new ArrayList<>();
    for (Path file : Desk.list(desk.pairs())) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        pairs.add(new Pair(name.group(1), name.group(2), name.group(3)));
      }
    }
    return List.copyOf(pairs);
  }

  static void add(Desk desk, Pair pair) {
    desk.write(
        desk.pairs().resolve(pair.list() + "-" + pair.oldImage() + "-" + pair.object()),
        new byte[0]);
  }
}
