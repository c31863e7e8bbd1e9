package io.platen.server.console.view;

import java.util.List;

/**
 * Rules, and what more can be made.
 *
 * @param changing whether the viewer may make and change them
 */
public record RulesView(List<Line> rules, List<Choice> templates, boolean changing) {
  public RulesView {
    rules = List.copyOf(rules);
    templates = List.copyOf(templates);
  }

  /**
   * @param what what it looks for, in words
   * @param where which printers or devices, in words
   * @param told which channels, in words
   */
  public record Line(String id, String name, Badge badge, String what, String where, String told) {}

  /** Something to choose: as it is sent, and in words. */
  public record Choice(String value, String text) {}
}
