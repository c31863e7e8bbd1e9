package io.platen.protocol.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkerTest {
  /** Made by another program from the words of the chapter, for these lengths. */
  private static final Chunking LARGE = new Chunking(8 * 1024, 32 * 1024, 128 * 1024);

  private static final List<Integer> VECTOR =
      List.of(
          34987, 35662, 35921, 30951, 36600, 35272, 34131, 10125, 33894, 42767, 57225, 35239, 36107,
          34065, 42830, 35337, 61896, 33748, 18932, 51056, 33509, 14831, 42942, 35587, 68518, 58517,
          9351);

  private static List<byte[]> cut(byte[] image, Chunking chunking) throws IOException {
    List<byte[]> chunks = new ArrayList<>();
    new Chunker(chunking)
        .cut(
            TestImages.bytes(image),
            image.length,
            (bytes, offset, length) ->
                chunks.add(Arrays.copyOfRange(bytes, offset, offset + length)));
    return chunks;
  }

  @Test
  void cuts_where_the_chapter_says() throws Exception {
    // given
    byte[] image = TestImages.noise(1_000_000);

    // when
    List<byte[]> chunks = cut(image, LARGE);

    // then
    assertThat(chunks).extracting(chunk -> chunk.length).isEqualTo(VECTOR);
    assertThat(Sha256.of(chunks.get(0)))
        .hasToString("d2227762b887836b4c2babf94ef2c901b36a763690a233e6c5192e7fbdcd8bc3");
  }

  @Test
  void cuts_only_near_a_byte_that_was_put_in_elsewhere_than_before() throws Exception {
    // given
    byte[] image = TestImages.noise(1_000_000);
    byte[] longer = new byte[image.length + 1];
    System.arraycopy(image, 0, longer, 0, 500_000);
    System.arraycopy(image, 500_000, longer, 500_001, 500_000);

    // when
    Set<Sha256> before = new HashSet<>();
    cut(image, Chunking.DEFAULT).forEach(chunk -> before.add(Sha256.of(chunk)));
    List<byte[]> after = cut(longer, Chunking.DEFAULT);

    // then
    assertThat(after.stream().filter(chunk -> !before.contains(Sha256.of(chunk))))
        .hasSizeBetween(1, 3);
  }

  @Test
  void keeps_to_its_lengths_where_all_bytes_are_the_same() throws Exception {
    // when
    List<byte[]> chunks = cut(new byte[1_000_000], Chunking.DEFAULT);

    // then
    assertThat(chunks.subList(0, chunks.size() - 1))
        .allMatch(chunk -> chunk.length > 4 * 1024 && chunk.length <= 64 * 1024);
    assertThat(chunks.stream().mapToInt(chunk -> chunk.length).sum()).isEqualTo(1_000_000);
  }

  @Test
  void makes_no_chunk_of_nothing() throws Exception {
    assertThat(cut(new byte[0], Chunking.DEFAULT)).isEmpty();
  }
}
