package io.platen.device.update;

import io.platen.device.port.SlotName;
import io.platen.device.port.SlotStorage;
import io.platen.device.port.SlotStorage.Slot;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release.Component;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Looks what is in slots. */
final class SlotImages {
  private static final int PIECE = 65_536;

  private final SlotStorage slots;

  SlotImages(SlotStorage slots) {
    this.slots = slots;
  }

  Slot open(Component part, SlotName name) throws IOException {
    return slots.open(name.of(part.name()));
  }

  /** Whether that slot begins with the image. It reads all of it. */
  boolean holds(Component part, SlotName name) throws IOException {
    try (Slot slot = open(part, name)) {
      return holds(part, slot);
    }
  }

  static boolean holds(Component part, Slot slot) throws IOException {
    return slot.size() >= part.length() && measure(slot, part.length()).equals(part.sha256());
  }

  /**
   * The hash of what a slot begins with. It reads as much.
   *
   * @param length null for all of its content
   * @param most where the length is not told, empty is returned for a slot with more
   */
  String measure(ComponentName component, SlotName name, @Nullable Long length, long most)
      throws IOException {
    try (Slot slot = slots.open(name.of(component))) {
      if (length != null) {
        return measure(slot, length);
      }
      return slot.contentLength() <= most ? measure(slot, slot.contentLength()) : "";
    }
  }

  private static String measure(Slot slot, long length) throws IOException {
    MessageDigest hash = sha256();
    byte[] piece = new byte[PIECE];
    for (long at = 0; at < length; at += PIECE) {
      int now = (int) Math.min(PIECE, length - at);
      slot.read(at, piece, 0, now);
      hash.update(piece, 0, now);
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
