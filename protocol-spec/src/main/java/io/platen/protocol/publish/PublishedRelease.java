package io.platen.protocol.publish;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import java.util.List;

/**
 * A release as it can be fetched for one hardware model.
 *
 * @param document the release document
 * @param contents one for each component, in their order
 */
public record PublishedRelease(
    String model, Release release, Release.Bytes document, List<Content> contents) {
  public PublishedRelease {
    contents = List.copyOf(contents);
  }

  /** How the image of a component travels. */
  public record Content(ComponentName component, Release.Bytes list, Release.Bytes pack) {}

  /** What a device fetches that has nothing of it, in bytes. */
  public long fullBytes() {
    return contents.stream().mapToLong(each -> each.list().length() + each.pack().length()).sum();
  }
}
