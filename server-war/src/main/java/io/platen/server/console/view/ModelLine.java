package io.platen.server.console.view;

import java.util.List;

/**
 * A model that no printer profile fitted.
 *
 * @param example the id of a printer of this model
 * @param skeleton the beginning of a profile, as XML
 */
public record ModelLine(
    String name, long printers, String example, List<Fact> facts, String skeleton) {
  public ModelLine {
    facts = List.copyOf(facts);
  }
}
