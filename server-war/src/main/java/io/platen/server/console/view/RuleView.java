package io.platen.server.console.view;

import io.platen.server.console.view.RulesView.Choice;
import java.util.List;

/**
 * One rule to make or change.
 *
 * @param id empty for a new one
 * @param template its token
 * @param threshold what its number counts, in words
 * @param bounds of that number, in words
 * @param printers whether place and model choose
 */
public record RuleView(
    String id,
    String template,
    String threshold,
    String bounds,
    boolean printers,
    List<Choice> sites,
    List<Choice> channels,
    Form form,
    boolean changing) {
  /** Begins the name of each channel's box. */
  public static final String CHANNEL = "channel-";

  public RuleView {
    sites = List.copyOf(sites);
    channels = List.copyOf(channels);
  }
}
