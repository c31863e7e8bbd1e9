package io.platen.server.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where notices go.
 *
 * @param editing the id of the one whose form is shown; empty for a new one
 * @param key of a webhook that was made by this very request
 * @param mail whether the operator has named a mail server
 */
public record ChannelsView(
    List<Line> channels,
    String editing,
    Form form,
    @Nullable String key,
    boolean mail,
    boolean changing) {
  public static final List<String> KINDS = List.of("mail", "webhook");
  public static final List<String> LANGUAGES = List.of("en", "de");

  public ChannelsView {
    channels = List.copyOf(channels);
  }

  /**
   * @param webhook whether it has a key
   * @param pace digest and limit, in words
   */
  public record Line(
      String id, String name, String kind, String targets, String pace, boolean webhook) {}
}
