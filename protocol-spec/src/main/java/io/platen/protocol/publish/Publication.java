package io.platen.protocol.publish;

import java.util.List;

/**
 * What a maker's metadata offers.
 *
 * @param releases that are complete, by model and id
 * @param faults why the others are not, in words for the maker
 */
public record Publication(List<PublishedRelease> releases, List<String> faults) {
  public Publication {
    releases = List.copyOf(releases);
    faults = List.copyOf(faults);
  }
}
