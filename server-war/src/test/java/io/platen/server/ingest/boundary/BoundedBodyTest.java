package io.platen.server.ingest.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.problem.ProblemType;
import io.platen.server.problem.ProblemException;
import io.platen.server.problem.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
  private static final int LIMIT = (int) BoundedBody.LIMIT;

  @Test
  void reads_a_body_of_exactly_the_limit_plain_and_packed() throws IOException {
    // given
    byte[] body = new byte[LIMIT];

    // then
    assertThat(BoundedBody.read(in(body), LIMIT, null)).isEqualTo(body);
    assertThat(BoundedBody.read(in(gzip(body)), -1, "GZIP")).isEqualTo(body);
  }

  @Test
  void refuses_a_length_above_the_limit_without_reading() throws IOException {
    // given
    InputStream untouchable = InputStream.nullInputStream();
    untouchable.close();

    // then
    assertThat(refusal(untouchable, LIMIT + 1L, null)).isEqualTo(ProblemType.TOO_LARGE);
  }

  @Test
  void refuses_a_body_without_length_that_goes_on_after_the_limit() {
    assertThat(refusal(in(new byte[LIMIT + 1]), -1, null)).isEqualTo(ProblemType.TOO_LARGE);
  }

  @Test
  void refuses_what_inflates_beyond_the_limit() throws IOException {
    // given
    byte[] bomb = gzip(new byte[50 * LIMIT]);
    assertThat(bomb.length).isLessThan(LIMIT);

    // then
    assertThat(refusal(in(bomb), bomb.length, "gzip")).isEqualTo(ProblemType.TOO_LARGE);
  }

  @Test
  void refuses_gzip_that_is_none_or_is_cut() throws IOException {
    // given
    byte[] whole = gzip("<report/>".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    // then
    assertThat(refusal(in(new byte[] {1, 2, 3}), 3, "gzip")).isEqualTo(ProblemType.MALFORMED);
    assertThat(refusal(in(Arrays.copyOf(whole, whole.length - 9)), -1, "gzip"))
        .isEqualTo(ProblemType.MALFORMED);
  }

  @Test
  void refuses_an_encoding_that_it_does_not_know() {
    assertThat(refusal(in(new byte[0]), 0, "br")).isEqualTo(ProblemType.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void tells_apart_what_was_broken_off() throws IOException {
    // given
    InputStream broken = InputStream.nullInputStream();
    broken.close();

    // then
    assertThatThrownBy(() -> BoundedBody.read(broken, 10, null))
        .isInstanceOf(RequestBody.BrokenOffException.class)
        .hasRootCauseMessage("Stream closed");
  }

  private static ProblemType refusal(InputStream in, long length, String encoding) {
    return catchThrowableOfType(
            ProblemException.class, () -> BoundedBody.read(in, length, encoding))
        .problem()
        .type();
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }
}
