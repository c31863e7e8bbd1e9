package io.platen.conformance.peers;

import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.Chunking;
import io.platen.protocol.content.PackMaker;
import io.platen.protocol.content.PairMaker;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.Requires;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The images of the suite's releases. They hold no software: an adapter lets each of them start.
 */
public final class GroundImages {
  /** How an image begins that an adapter must not let start. */
  public static final String NEVER_STARTS = "platen: never starts\n";

  /** How an image begins that starts, and whose own service is not well then. */
  public static final String NEVER_WELL = "platen: never well\n";

  private static final int USUAL = 12 * 1024;

  private final Function<byte[], Bytes> shelf;

  /**
   * @param shelf takes an object
   */
  GroundImages(Function<byte[], Bytes> shelf) {
    this.shelf = shelf;
  }

  /** Bytes that cannot be packed, the same for the same name. */
  public static byte[] image(String name, int length) {
    byte[] image = new byte[length];
    new Random(name.hashCode()).nextBytes(image);
    return image;
  }

  public static byte[] image(String name) {
    return image(name, USUAL);
  }

  /** The same with these words at its begin. */
  public static byte[] beginning(String words, String name) {
    byte[] image = image(name);
    byte[] begin = words.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(begin, 0, image, 0, begin.length);
    return image;
  }

  /** One of an image that has its name by component and version. */
  public Component component(
      ComponentName name, String version, int counter, Requires... requires) {
    byte[] image = image(name.token() + version);
    Component made = of(name, version, counter, image, UnaryOperator.identity());
    return new Component(
        name,
        made.version(),
        counter,
        made.length(),
        made.sha256(),
        made.chunks(),
        List.of(requires));
  }

  /** One of this image. */
  public Component of(ComponentName name, String version, int counter, byte[] image) {
    return of(name, version, counter, image, UnaryOperator.identity());
  }

  /**
   * The same with another chunk list than is right.
   *
   * @param change of the bytes of the list
   */
  public Component of(
      ComponentName name, String version, int counter, byte[] image, UnaryOperator<byte[]> change) {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    ChunkList list = list(image, pack);
    Bytes unused = shelf.apply(pack.toByteArray());
    return new Component(
        name,
        ComponentVersion.of(version),
        counter,
        image.length,
        Sha256.of(image).toString(),
        shelf.apply(change.apply(list.bytes())),
        List.of());
  }

  /** The right chunk list. */
  public static ChunkList list(byte[] image) {
    return list(image, new ByteArrayOutputStream());
  }

  private static ChunkList list(byte[] image, ByteArrayOutputStream pack) {
    try {
      return PackMaker.make(
          (at, into, offset, length) -> System.arraycopy(image, (int) at, into, offset, length),
          image.length,
          Chunking.DEFAULT,
          PackMaker.CONTEXT,
          pack);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A component whose one chunk unpacks to four times of what its list gives. */
  public Component overflowing(ComponentName name, String version, int counter) {
    byte[] image = new byte[1000];
    Arrays.fill(image, (byte) name.token().charAt(0));
    byte[] longer = new byte[4 * image.length];
    Arrays.fill(longer, image[0]);
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    byte[] list = list(longer, pack).bytes();
    Bytes unused = shelf.apply(pack.toByteArray());
    return of(name, version, counter, image, right -> GroundLists.shortened(list, image));
  }

  /** A pair pack of two images, which is changed after its head. */
  public Bytes pair(byte[] old, byte[] image, UnaryOperator<byte[]> change) {
    ByteArrayOutputStream pair = new ByteArrayOutputStream();
    try {
      PairMaker.make(ByteBuffer.wrap(old), ByteBuffer.wrap(image), list(image), pair);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shelf.apply(change.apply(pair.toByteArray()));
  }
}
