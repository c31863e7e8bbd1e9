package io.platen.server.console;

import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.server.console.view.Words;
import java.util.OptionalLong;

/** What a person typed as a place to look at: which kind it is, how large, and what is wrong. */
final class EntryTarget {
  private static final int LEAST_PREFIX = 16;
  private static final long MOST = 1L << (32 - LEAST_PREFIX);
  private static final long ALL = 0xFFFFFFFFL;

  private EntryTarget() {}

  /** By its look; the form does not ask what the text says already. */
  static Kind kind(String text) {
    if (text.indexOf('/') >= 0) {
      return Kind.NETWORK;
    }
    boolean digits = text.matches("[0-9. ]+-[0-9. ]*|[0-9. ]*-[0-9. ]+");
    return digits ? Kind.RANGE : Kind.HOST;
  }

  /** How many addresses are looked at. */
  static long size(String target) {
    if (target.indexOf('/') >= 0) {
      int prefix = Integer.parseInt(target.substring(target.indexOf('/') + 1));
      long all = 1L << (32 - prefix);
      // The network's own address and the one for all are no printers.
      return prefix < 31 ? all - 2 : all;
    }
    String[] ends = target.split("-", -1);
    OptionalLong first = address(ends[0]);
    OptionalLong last = address(ends[ends.length - 1]);
    return ends.length == 2 && first.isPresent() && last.isPresent()
        ? last.getAsLong() - first.getAsLong() + 1
        : 1;
  }

  /** What is wrong with a target that the server refused, in the reader's words. */
  static String explain(String text, Words words) {
    if (text.isEmpty()) {
      return words.t("entry.noTarget");
    }
    return switch (kind(text)) {
      case NETWORK -> network(text, words);
      case RANGE -> range(text, words);
      case HOST -> words.t("entry.notHost", text);
    };
  }

  private static String network(String text, Words words) {
    int slash = text.indexOf('/');
    OptionalLong address = address(text.substring(0, slash));
    String bits = text.substring(slash + 1).strip();
    if (address.isEmpty() || !bits.matches("[0-9]{1,2}") || Integer.parseInt(bits) > 32) {
      return words.t("entry.notNetwork", text);
    }
    int prefix = Integer.parseInt(bits);
    if (prefix < LEAST_PREFIX) {
      return words.t("entry.tooLarge", text, 1L << (32 - prefix), MOST);
    }
    long mask = prefix == 0 ? 0 : ALL << (32 - prefix) & ALL;
    String network = text(address.getAsLong() & mask) + "/" + prefix;
    return words.t("entry.hostBits", text, network);
  }

  private static String range(String text, Words words) {
    String[] ends = text.split("-", -1);
    OptionalLong first = address(ends[0]);
    OptionalLong last = ends.length == 2 ? address(ends[1]) : OptionalLong.empty();
    if (first.isEmpty() || last.isEmpty()) {
      return words.t("entry.notRange", text);
    }
    long size = last.getAsLong() - first.getAsLong() + 1;
    return size <= 0
        ? words.t("entry.backwards", text)
        : words.t("entry.tooLarge", text, size, MOST);
  }

  private static OptionalLong address(String text) {
    String[] parts = text.strip().split("\\.", -1);
    if (parts.length != 4) {
      return OptionalLong.empty();
    }
    long address = 0;
    for (String part : parts) {
      if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
        return OptionalLong.empty();
      }
      address = address << 8 | Integer.parseInt(part);
    }
    return OptionalLong.of(address);
  }

  private static String text(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
