package io.platen.protocol.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFromPackTest {
  @TempDir private Path folder;
  private final byte[] image = new byte[500_000];
  private byte[] pack;
  private ChunkList list;

  @BeforeEach
  void make() throws IOException {
    new Random(3).nextBytes(image);
    // Something that packs, and something that is there twice.
    Arrays.fill(image, 50_000, 150_000, (byte) 7);
    System.arraycopy(image, 0, image, 300_000, 45_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    list = list(image, out);
    pack = out.toByteArray();
  }

  @Test
  void makes_the_image_that_the_pack_was_made_of() throws IOException {
    // when
    byte[] made = write(pack);
    // then
    assertThat(made).isEqualTo(image);
  }

  @Test
  void makes_nothing_of_a_pack_that_is_damaged_or_cut_off() {
    // given
    byte[] damaged = pack.clone();
    damaged[1000] ^= 1;
    byte[] cut = Arrays.copyOf(pack, pack.length - 1);
    // then
    assertThatThrownBy(() -> write(damaged)).isInstanceOf(ContentException.class);
    assertThatThrownBy(() -> write(cut)).isInstanceOf(EOFException.class);
  }

  @Test
  void says_what_a_device_fetches_that_has_most_of_it() throws IOException {
    // given
    byte[] old = image.clone();
    old[499_000] ^= 1;
    ChunkList before = list(old, new ByteArrayOutputStream());
    // then
    assertThat(list.bytesBeside(list)).isEqualTo(list.bytes().length);
    assertThat(list.bytesBeside(before))
        .isGreaterThan(list.bytes().length)
        .isLessThan(list.bytes().length + 140_000);
  }

  private static ChunkList list(byte[] of, ByteArrayOutputStream pack) throws IOException {
    return PackMaker.make(
        (at, into, offset, length) -> System.arraycopy(of, (int) at, into, offset, length),
        of.length,
        pack);
  }

  private byte[] write(byte[] from) throws IOException {
    Path file = Files.createTempFile(folder, "image", "");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ImageFromPack.write(list, new ByteArrayInputStream(from), channel);
    }
    return Files.readAllBytes(file);
  }
}
