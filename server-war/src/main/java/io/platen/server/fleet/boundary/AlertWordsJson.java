package io.platen.server.fleet.boundary;

import io.platen.server.fleet.entity.AlertWord;
import io.platen.server.problem.InvalidException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do about alerts, as the REST API reads and writes it. */
public final class AlertWordsJson {
  private AlertWordsJson() {}

  /**
   * @param until e.g. 2026-11-22T05:00:00Z
   */
  public record MuteRequest(@Nullable String until) {}

  public record CommentRequest(@Nullable String text) {}

  /**
   * @param kind acknowledged, muted, unmuted or commented
   * @param by the user, or the token
   */
  public record WordJson(
      String kind, Instant at, String by, @Nullable String text, @Nullable Instant until) {}

  public static List<WordJson> of(List<AlertWord> words) {
    return words.stream()
        .map(
            word ->
                new WordJson(
                    PrinterJson.word(word.kind()),
                    word.at(),
                    word.actor(),
                    word.text(),
                    word.until()))
        .toList();
  }

  public static Instant until(@Nullable MuteRequest typed) {
    String until = typed == null ? null : typed.until();
    if (until == null) {
      throw new InvalidException("until", "It is missing", "2026-11-22T05:00:00Z");
    }
    return Choices.time("until", until);
  }

  public static String text(@Nullable CommentRequest typed) {
    return typed == null || typed.text() == null ? "" : typed.text();
  }
}
