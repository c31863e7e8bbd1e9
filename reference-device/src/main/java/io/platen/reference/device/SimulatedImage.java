package io.platen.reference.device;

import io.platen.protocol.release.ComponentName;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * An image of a component that looks like software: words with addresses in them, of which most are
 * the same from version to version. The same bytes each time.
 */
public final class SimulatedImage {
  private static final int KIB = 1024;
  private static final int PART = 64 * KIB;

  /** Of so many parts one differs between versions. */
  private static final int DIFFERS = 10;

  private SimulatedImage() {}

  private static int length(ComponentName component) {
    return switch (component) {
      case BOOTLOADER -> 256 * KIB;
      case OPERATING_SYSTEM -> 4096 * KIB;
      case APPLICATION -> 1536 * KIB;
    };
  }

  /** The image of a version. */
  public static byte[] of(ComponentName component, String version) {
    ByteBuffer image = ByteBuffer.allocate(length(component));
    for (int part = 0; image.hasRemaining(); part++) {
      boolean own = part % DIFFERS == 0;
      long seed =
          31L * part + component.token().hashCode() + (own ? 7919L * version.hashCode() : 0);
      code(image, new Random(seed));
    }
    return image.array();
  }

  private static void code(ByteBuffer image, Random random) {
    for (int i = 0; i < PART / Integer.BYTES; i++) {
      boolean address = random.nextInt(8) == 0;
      image.putInt(address ? image.position() : 0x9100_0000 | random.nextInt(1 << 12));
    }
  }
}
