package io.platen.protocol.xml;

import static io.platen.protocol.Requirement.PLT_LNK_001;
import static io.platen.protocol.Requirement.PLT_LNK_003;
import static io.platen.protocol.Requirement.PLT_LNK_004;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundedGzipTest {
  private static final byte[] BODY =
      "<report>some text, some text</report>".getBytes(StandardCharsets.UTF_8);

  @Test
  @Verifies(positive = {PLT_LNK_001, PLT_LNK_004})
  void gives_back_what_was_packed() throws Exception {
    assertThat(BoundedGzip.inflate(BoundedGzip.deflate(BODY), BODY.length)).isEqualTo(BODY);
    assertThat(BoundedGzip.inflate(BoundedGzip.deflate(new byte[0]), 1)).isEmpty();
  }

  @Test
  void packs_the_same_body_into_the_same_bytes() {
    assertThat(BoundedGzip.deflate(BODY)).isEqualTo(BoundedGzip.deflate(BODY));
  }

  @Test
  void reads_a_header_with_all_its_parts() throws Exception {
    // given
    byte[] plain = BoundedGzip.deflate(BODY);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(Arrays.copyOf(plain, 10));
    packed.writeBytes(new byte[] {2, 0, 'x', 'y', 'n', 0, 'c', 'c', 0, 7, 7});
    packed.writeBytes(Arrays.copyOfRange(plain, 10, plain.length));
    byte[] whole = packed.toByteArray();
    whole[3] = 0x02 | 0x04 | 0x08 | 0x10;

    // then
    assertThat(BoundedGzip.inflate(whole, BODY.length)).isEqualTo(BODY);
  }

  @Test
  @Verifies(negative = PLT_LNK_003)
  void refuses_a_body_one_byte_above_the_cap() {
    refuses(BoundedGzip.deflate(BODY), BODY.length - 1, ProblemType.TOO_LARGE, "PLT-LNK-003");
  }

  @Test
  @Verifies(negative = PLT_LNK_003)
  void refuses_a_bomb_before_it_has_inflated() {
    // given: a thousand to one
    byte[] bomb = BoundedGzip.deflate(new byte[64 * 1024 * 1024]);

    // then
    refuses(bomb, 256 * 1024, ProblemType.TOO_LARGE, "PLT-LNK-003");
  }

  static Stream<byte[]> cut() {
    byte[] packed = BoundedGzip.deflate(BODY);
    return IntStream.range(0, packed.length).mapToObj(length -> Arrays.copyOf(packed, length));
  }

  @ParameterizedTest
  @MethodSource("cut")
  @Verifies(negative = PLT_LNK_004)
  void refuses_a_body_that_is_cut_off_anywhere(byte[] packed) {
    refuses(packed, 1024, ProblemType.MALFORMED, "PLT-LNK-004");
  }

  @Test
  @Verifies(negative = PLT_LNK_004)
  void refuses_what_follows_the_end() {
    // given
    byte[] packed = BoundedGzip.deflate(BODY);
    byte[] longer = Arrays.copyOf(packed, packed.length + 1);
    byte[] twice = Arrays.copyOf(packed, packed.length * 2);
    System.arraycopy(packed, 0, twice, packed.length, packed.length);

    // then
    refuses(longer, 1024, ProblemType.MALFORMED, "PLT-LNK-004");
    refuses(twice, 1024, ProblemType.MALFORMED, "PLT-LNK-004");
  }

  @Test
  @Verifies(negative = PLT_LNK_004)
  void refuses_a_body_whose_bits_flipped() {
    byte[] packed = BoundedGzip.deflate(BODY);
    for (int at = 10; at < packed.length; at++) {
      byte[] damaged = packed.clone();
      damaged[at] ^= 0x40;
      refuses(damaged, 1024, null, null);
    }
  }

  @Test
  @Verifies(negative = PLT_LNK_004)
  void refuses_what_is_no_gzip() {
    refuses(BODY, 1024, ProblemType.MALFORMED, "PLT-LNK-004");
    refuses(new byte[0], 1024, ProblemType.MALFORMED, "PLT-LNK-004");
  }

  private static void refuses(byte[] packed, int cap, ProblemType type, String requirement) {
    assertThatThrownBy(() -> BoundedGzip.inflate(packed, cap))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> {
              if (type != null) {
                assertThat(refusal.type()).isEqualTo(type);
                assertThat(refusal.requirement()).isEqualTo(requirement);
              }
            });
  }
}
