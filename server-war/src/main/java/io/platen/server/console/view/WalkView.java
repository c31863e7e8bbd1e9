package io.platen.server.console.view;

import java.util.List;

/**
 * What a command has found.
 *
 * @param query what was searched for
 * @param total objects that fit it
 * @param groups of objects below one place in the tree
 * @param more objects that are not shown
 * @param lines of a log
 */
public record WalkView(
    String device,
    String command,
    String query,
    int total,
    List<Group> groups,
    int more,
    List<String> lines) {
  public WalkView {
    groups = List.copyOf(groups);
    lines = List.copyOf(lines);
  }

  /** Objects below one OID. */
  public record Group(String oid, List<Line> lines) {
    public Group {
      lines = List.copyOf(lines);
    }
  }

  /** One object. */
  public record Line(String oid, String type, String value, boolean told) {}
}
