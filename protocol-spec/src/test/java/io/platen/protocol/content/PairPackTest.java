package io.platen.protocol.content;

import static io.platen.protocol.Requirement.PLT_UPD_069;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairPackTest {
  private final byte[] old = TestImages.software(400_000, 7, 0x40_0000);
  private final byte[] image = TestImages.rebuilt(old, 5_000, 0x1350);
  private ChunkList list = null;
  private byte[] pair = new byte[0];

  @BeforeAll
  void make() throws IOException {
    list = TestImages.list(image);
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    PairMaker.make(ByteBuffer.wrap(old), ByteBuffer.wrap(image), list, made);
    pair = made.toByteArray();
  }

  private PairPack head() throws ContentException {
    return PairPack.read(Arrays.copyOf(pair, PairPack.headLength(pair)));
  }

  private byte[] unpack(PairPack.Block block, byte[] packed) throws IOException {
    int first = block.firstChunk();
    byte[] before =
        Arrays.copyOfRange(image, (int) list.contextOffset(first), (int) list.offset(first));
    return new PairBlock(TestImages.bytes(old), old.length)
        .unpack(packed, before, block.unpacked());
  }

  private byte[] packed(PairPack.Block block) {
    return Arrays.copyOfRange(pair, (int) block.offset(), (int) block.offset() + block.length());
  }

  @Test
  void gives_the_chunk_list_to_whoever_has_the_old_image() throws Exception {
    // given
    PairPack.Columns columns = new PairPack.Columns();
    new Chunker(head().chunking()).cut(TestImages.bytes(old), old.length, columns);

    // when
    byte[] bytes = head().unpackList(columns, list.bytes().length);

    // then
    assertThat(bytes).isEqualTo(list.bytes());
    assertThat(head().list()).isEqualTo(Sha256.of(bytes));
    assertThat(head().oldLength()).isEqualTo(old.length);
  }

  @Test
  @Verifies(positive = PLT_UPD_069)
  void gives_every_chunk_that_the_old_image_lacks() throws Exception {
    // given
    Set<Sha256> left = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      left.add(list.hash(i));
    }
    new Chunker(list.chunking())
        .cut(
            TestImages.bytes(old),
            old.length,
            (bytes, offset, length) -> left.remove(Sha256.of(bytes, offset, length)));
    assertThat(left).isNotEmpty();

    // when
    for (PairPack.Block block : head().blocks(list)) {
      byte[] raw = unpack(block, packed(block));
      int at = 0;
      for (int chunk : block.chunks().stream().toArray()) {
        left.remove(Sha256.of(raw, at, list.length(chunk)));
        at += list.length(chunk);
      }
    }

    // then
    assertThat(left).isEmpty();
  }

  @Test
  void is_small_though_all_addresses_have_moved() {
    assertThat(pair.length).isLessThan(image.length / 15);
  }

  @Test
  @Verifies(negative = PLT_UPD_069)
  void refuses_a_block_that_refers_to_what_the_old_image_lacks() throws Exception {
    for (PairPack.Block block : head().blocks(list)) {
      // given
      byte[] packed = packed(block);
      int first = block.firstChunk();
      byte[] before =
          Arrays.copyOfRange(image, (int) list.contextOffset(first), (int) list.offset(first));

      // then
      assertThatExceptionOfType(ContentException.class)
          .isThrownBy(
              () ->
                  new PairBlock(TestImages.bytes(old), 10).unpack(packed, before, block.unpacked()))
          .withMessageContaining("old image");
    }
  }

  @Test
  @Verifies(negative = PLT_UPD_069)
  void refuses_a_block_that_unpacks_to_too_much() {
    assertThatExceptionOfType(ContentException.class)
        .isThrownBy(
            () ->
                new PairBlock(TestImages.bytes(old), old.length)
                    .unpack(new byte[] {1, 0, 0, 0}, new byte[0], PairBlock.MOST_BYTES + 1))
        .withMessageContaining("too large");
  }

  @Test
  void refuses_or_gives_the_length_whatever_a_block_holds() throws Exception {
    PairPack.Block block = head().blocks(list).get(0);
    byte[] packed = packed(block);
    for (int i = 0; i < packed.length; i += i < 20 ? 1 : 97) {
      byte[] wrong = packed.clone();
      wrong[i] ^= 0x55;
      try {
        assertThat(unpack(block, wrong)).hasSize(block.unpacked());
      } catch (ContentException e) {
        assertThat(e).hasMessageNotContaining("Outside");
      }
    }
  }

  @Test
  void refuses_a_head_with_any_byte_of_its_start_changed_or_names_another_list() {
    for (int i = 0; i < PairPack.START; i++) {
      byte[] wrong = pair.clone();
      wrong[i] ^= 0x40;
      try {
        int length = PairPack.headLength(wrong);
        PairPack head = PairPack.read(Arrays.copyOf(wrong, Math.min(length, 2_000_000)));
        assertThat(head.list().equals(Sha256.of(list.bytes())) && length == pair.length).isFalse();
      } catch (ContentException e) {
        assertThat(e).hasMessageContaining("pair pack");
      }
    }
  }
}
