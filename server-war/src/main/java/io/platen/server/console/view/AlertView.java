package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One alert, or what a rule found, with its life and what people can do.
 *
 * @param list the address of the list that it is in, {@code listName} its name
 * @param base its own address, to which forms are sent
 * @param subject the address of its printer or device, {@code subjectName} its name
 * @param acting whether the viewer may do something about it
 */
public record AlertView(
    String list,
    String listName,
    String base,
    Badge badge,
    String text,
    String subject,
    String subjectName,
    List<Fact> facts,
    List<Event> timeline,
    List<NoticeLine> notices,
    Handled handled,
    Form form,
    boolean acting) {
  /** Hours for which it can be muted. */
  public static final List<String> MUTES = List.of("1", "8", "24", "168", "720");

  public AlertView {
    facts = List.copyOf(facts);
    timeline = List.copyOf(timeline);
    notices = List.copyOf(notices);
  }

  /**
   * What people have done.
   *
   * @param mutedUntil null where it is not muted
   */
  public record Handled(boolean acknowledged, @Nullable Instant mutedUntil) {}

  /**
   * @param by who did it; null where nobody did
   * @param said a comment, to the letter
   */
  public record Event(Instant at, String text, @Nullable String by, @Nullable String said) {}
}
