package io.platen.device.update;

import io.platen.device.port.SlotStorage.Slot;
import io.platen.protocol.release.Release.Component;
import java.io.IOException;

/** Brings the image of a component into a slot. It may be broken off at any place and goes on. */
public interface Content {
  /**
   * Returns when {@code into} has the image, from its begin; the caller makes it durable and checks
   * it.
   *
   * @param running the slot that runs, of which much may be the same
   * @param progress hears how far it is
   * @throws IOException when a host or the network fails: it is tried again later, as often as need
   *     be [PLT-UPD-217]
   * @throws ContentException when it can never be had
   * @throws InterruptedException when the device stops
   */
  void bring(Component part, Slot into, Slot running, Progress progress)
      throws IOException, ContentException, InterruptedException;

  /** Hears how many bytes of an image are in its slot. */
  interface Progress {
    void at(long done);
  }

  /** What is offered is not what was signed, or does not fit. */
  final class ContentException extends Exception {
    private static final long serialVersionUID = 1L;

    public ContentException(String message) {
      super(message);
    }
  }
}
