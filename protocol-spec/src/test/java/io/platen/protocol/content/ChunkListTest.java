package io.platen.protocol.content;

import static io.platen.protocol.Requirement.PLT_UPD_060;
import static io.platen.protocol.Requirement.PLT_UPD_061;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkListTest {
  private static final int HEAD = 109;
  private static final byte[] LIST = list();

  private static byte[] list() {
    try {
      return TestImages.list(TestImages.noise(100_000)).bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Verifies(positive = {PLT_UPD_060, PLT_UPD_061})
  void says_of_each_chunk_where_it_is() throws Exception {
    // given
    byte[] image = TestImages.software(700_000, 1, 0x40_0000);

    // when
    ChunkList[] made = new ChunkList[1];
    byte[] pack = TestImages.pack(image, list -> made[0] = list);
    ChunkList list = TestImages.reread(made[0].bytes());

    // then
    assertThat(list.image()).isEqualTo(Sha256.of(image));
    assertThat(list.imageLength()).isEqualTo(image.length);
    assertThat(list.pack()).isEqualTo(Sha256.of(pack));
    assertThat(list.packLength()).isEqualTo(pack.length);
    for (int i = 0; i < list.size(); i++) {
      int at = (int) list.offset(i);
      assertThat(Sha256.of(image, at, list.length(i))).isEqualTo(list.hash(i));
    }
  }

  @Test
  void packs_a_content_once_that_occurs_again() throws Exception {
    // given
    byte[] image = TestImages.software(1_600_000, 1, 0x40_0000); // a quarter of it is empty

    // when
    ChunkList list = TestImages.list(image);

    // then
    int again = 0;
    for (int i = 0; i < list.size(); i++) {
      if (list.first(i) != i) {
        again++;
        assertThat(list.hash(i)).isEqualTo(list.hash(list.first(i)));
        assertThat(list.packedLength(i)).isZero();
      }
    }
    assertThat(again).isPositive();
  }

  @Test
  @Verifies(negative = PLT_UPD_060)
  void refuses_a_list_that_is_not_the_signed_one() throws Exception {
    // given
    byte[] bytes = LIST.clone();
    byte[] other = bytes.clone();
    other[other.length - 1] ^= 1;

    // then
    assertThatExceptionOfType(ContentException.class)
        .isThrownBy(() -> ChunkList.read(other, other.length, Sha256.of(bytes)))
        .withMessageContaining("signed");
    assertThatExceptionOfType(ContentException.class)
        .isThrownBy(() -> ChunkList.read(bytes, bytes.length + 1L, Sha256.of(bytes)));
  }

  @ParameterizedTest(name = "{0}")
  @Verifies(negative = PLT_UPD_061)
  @CsvSource({
    "magic,                 0, 0",
    "format,                8, 2",
    "least of zero,         9, 0",
    "mean too large,       13, 1048576",
    "most above the limit, 17, 131073",
    "context too large,    21, 524289",
    "image longer,         29, 100001",
    "pack longer,          69, 100001",
    "a chunk more,        105, 99",
    "very many chunks,    105, 2147483647",
    "fewer than none,     105, -1",
  })
  void refuses_a_list_that_contradicts_itself(String name, int at, int value) throws Exception {
    // given
    byte[] bytes = LIST.clone();
    if (at == 8) {
      bytes[at] = (byte) value;
    } else {
      ByteBuffer.wrap(bytes).putInt(at, value);
    }

    // then
    assertThatExceptionOfType(ContentException.class).isThrownBy(() -> TestImages.reread(bytes));
  }

  @Test
  @Verifies(negative = PLT_UPD_061)
  void refuses_lengths_that_do_not_add_up() throws Exception {
    // given
    byte[] bytes = LIST.clone();
    int chunks = (bytes.length - HEAD) / 38;
    for (int at : new int[] {HEAD + chunks * 32 + 2, HEAD + chunks * 35 + 2}) {
      byte[] wrong = bytes.clone();
      wrong[at]++;

      // then
      assertThatExceptionOfType(ContentException.class).isThrownBy(() -> TestImages.reread(wrong));
    }
  }

  @Test
  void refuses_a_list_cut_off_anywhere() throws Exception {
    byte[] bytes = LIST.clone();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatExceptionOfType(ContentException.class).isThrownBy(() -> TestImages.reread(cut));
    }
  }
}
