package io.platen.device.update;

import io.platen.device.port.BootControl;
import io.platen.device.port.SlotName;
import io.platen.device.port.SlotStorage.Slot;
import io.platen.device.update.Content.ContentException;
import io.platen.protocol.release.Release.Component;
import java.io.IOException;
import java.util.List;

/** Fills the slots that do not run. */
final class Fetching {
  private final Groups groups;
  private final SlotImages images;
  private final Content content;
  private final ProgressFile progress;

  Fetching(Groups groups, SlotImages images, Content content, ProgressFile progress) {
    this.groups = groups;
    this.images = images;
    this.content = content;
    this.progress = progress;
  }

  /**
   * Brings all that is not done yet into its slots, durably.
   *
   * @throws ContentException when it cannot be had, or a slot does not keep it
   */
  void fetch(Attempt attempt) throws IOException, ContentException, InterruptedException {
    List<Component> open =
        attempt.releaseNow().components().stream()
            .filter(part -> !attempt.done().contains(part.name()))
            .toList();
    for (Component part : open) {
      refuseLonger(part);
    }
    for (Component part : open) {
      fetch(part);
    }
  }

  /** [PLT-UPD-062] Before any of the release is fetched. */
  private void refuseLonger(Component part) throws IOException, ContentException {
    SlotName other = groups.find(part.name()).orElseThrow().read().running().other();
    try (Slot into = images.open(part, other)) {
      if (part.length() > into.size()) {
        throw new ContentException(
            "The "
                + part.name().token()
                + " has "
                + part.length()
                + " bytes, and its slot "
                + into.size());
      }
    }
  }

  private void fetch(Component part) throws IOException, ContentException, InterruptedException {
    BootControl boot = groups.find(part.name()).orElseThrow();
    SlotName runs = boot.read().running();
    // [PLT-UPD-204] The one that runs is never written to.
    try (Slot into = images.open(part, runs.other());
        Slot running = images.open(part, runs)) {
      if (!SlotImages.holds(part, into)) {
        content.bring(part, into, running, done -> progress.at(part.name(), done, part.length()));
      }
      makeDurable(part, into);
    }
  }

  /**
   * [PLT-UPD-205] Also what was there before this process may not have come onto the medium yet.
   * After a sync that failed nothing can be relied on: what is read may never get there.
   */
  private static void makeDurable(Component part, Slot into) throws ContentException {
    try {
      into.sync();
      if (SlotImages.holds(part, into)) {
        return;
      }
    } catch (IOException e) {
      throw new ContentException(
          "The slot of the " + part.name().token() + " fails: " + e.getMessage());
    }
    throw new ContentException(
        "The slot of the " + part.name().token() + " gives back something else");
  }
}
