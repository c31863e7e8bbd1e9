package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one rollout.
 *
 * @param why what it paused or stopped for, in a sentence; empty where it did not
 * @param terms what it goes by
 * @param filter the standing whose devices are shown; empty for all
 */
public record RolloutView(
    RolloutRow row,
    String why,
    List<WaveCard> waves,
    List<Reason> reasons,
    List<Member> members,
    String filter,
    List<Choice> filters,
    List<Line> log,
    List<Fact> terms,
    Actions actions) {

  public RolloutView {
    waves = List.copyOf(waves);
    reasons = List.copyOf(reasons);
    members = List.copyOf(members);
    filters = List.copyOf(filters);
    log = List.copyOf(log);
    terms = List.copyOf(terms);
  }

  /**
   * @param size how far it goes, in words
   * @param gate what it waits for, or since when it is open
   */
  public record WaveCard(String name, String size, Badge badge, RolloutBar bar, String gate) {}

  /** Why devices ended badly, and how many for this reason. */
  public record Reason(int count, String text) {}

  /**
   * @param detail how far it is, or why it ended badly; empty where there is nothing to say
   */
  public record Member(
      String id,
      String name,
      String wave,
      Badge badge,
      String detail,
      Instant since,
      @Nullable Instant lastContact) {}

  /** A way to look at some of the devices. */
  public record Choice(String token, String word, int count) {}

  /**
   * What was decided.
   *
   * @param by who did, in the reader's language where it was the rules
   */
  public record Line(Instant at, String by, String text) {}

  /** What the reader may do now. */
  public record Actions(boolean pause, boolean resume, boolean stop) {
    public boolean any() {
      return pause || resume || stop;
    }
  }
}
