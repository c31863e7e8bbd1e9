package io.platen.server.release.entity;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A release that verified metadata offers to devices of one hardware model.
 *
 * @param firstSeen when it was first published here
 * @param contents one for each component, in their order
 */
public record StoredRelease(
    String repository, String model, Release release, Instant firstSeen, List<Content> contents) {
  public StoredRelease {
    contents = List.copyOf(contents);
  }

  /**
   * How an image travels.
   *
   * @param image the whole image
   */
  public record Content(ComponentName component, Bytes image, Bytes list, Bytes pack) {
    /** What a device fetches that has nothing. */
    public long fullBytes() {
      return list.length() + pack.length();
    }
  }

  public Optional<Content> content(ComponentName component) {
    return contents.stream().filter(each -> each.component() == component).findFirst();
  }
}
