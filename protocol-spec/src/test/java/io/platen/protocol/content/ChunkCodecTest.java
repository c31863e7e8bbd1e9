package io.platen.protocol.content;

import static io.platen.protocol.Requirement.PLT_UPD_064;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChunkCodecTest {
  private final ChunkCodec codec = new ChunkCodec();

  @Test
  @Verifies(positive = PLT_UPD_064)
  void unpacks_a_chunk_with_what_goes_before_it() throws Exception {
    // given
    byte[] image = TestImages.software(100_000, 3, 0x40_0000);
    byte[] before = Arrays.copyOf(image, 60_000);
    byte[] chunk = Arrays.copyOfRange(image, 60_000, 100_000);

    // when
    byte[] packed = codec.pack(chunk, before);

    // then
    assertThat(codec.unpack(packed, before, chunk.length)).isEqualTo(chunk);
    assertThat(packed.length).isLessThan(codec.pack(chunk, new byte[0]).length);
  }

  @Test
  void stores_what_packing_would_not_make_smaller() throws Exception {
    // given
    byte[] noise = TestImages.noise(20_000);

    // when
    byte[] packed = codec.pack(noise, new byte[0]);

    // then
    assertThat(packed).hasSize(20_001);
    assertThat(codec.unpack(packed, new byte[0], 20_000)).isEqualTo(noise);
  }

  @Test
  @Verifies(negative = PLT_UPD_064)
  void unpacks_no_more_of_a_bomb_than_the_list_says() throws Exception {
    // given
    byte[] bomb = codec.pack(new byte[16 * 1024 * 1024], new byte[0]);
    assertThat(bomb.length).isLessThan(16 * 1024);

    // when
    byte[] unpacked = codec.unpack(bomb, new byte[0], 10_000);

    // then
    assertThat(unpacked).hasSize(10_000);
  }

  @Test
  @Verifies(negative = PLT_UPD_064)
  void refuses_a_packed_form_that_yields_too_little() {
    // given
    byte[] packed = codec.pack(new byte[10_000], new byte[0]);
    byte[] stored = codec.pack(TestImages.noise(1_000), new byte[0]);

    // then
    assertThatExceptionOfType(ContentException.class)
        .isThrownBy(() -> codec.unpack(packed, new byte[0], 1_000_000));
    assertThatExceptionOfType(ContentException.class)
        .isThrownBy(() -> codec.unpack(stored, new byte[0], 1_001));
    assertThatExceptionOfType(ContentException.class)
        .isThrownBy(() -> codec.unpack(new byte[0], new byte[0], 10));
  }

  @Test
  void refuses_or_unpacks_to_the_length_whatever_comes() throws Exception {
    // given
    byte[] chunk = TestImages.software(8_000, 5, 0x40_0000);
    byte[] packed = codec.pack(chunk, new byte[0]);
    for (int i = 0; i < packed.length; i++) {
      for (int value : new int[] {0, 1, 0x7f, 0xff}) {
        byte[] wrong = packed.clone();
        wrong[i] = (byte) value;

        // then
        try {
          assertThat(codec.unpack(wrong, new byte[0], chunk.length)).hasSize(chunk.length);
        } catch (ContentException e) {
          assertThat(e).hasMessageMatching("A (packed part|stored chunk) .*");
        }
      }
    }
  }
}
