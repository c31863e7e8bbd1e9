package io.platen.server.release.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.release.boundary.ByteRanges.Part;
import io.platen.server.release.boundary.ByteRanges.Parts;
import io.platen.server.release.boundary.ByteRanges.Unsatisfiable;
import io.platen.server.release.boundary.ByteRanges.Whole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 14. */
class ByteRangesTest {

  @ParameterizedTest(name = "{0} of 100 bytes")
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-99, 0, 100",
    "bytes=10-, 10, 100",
    "bytes=90-500, 90, 100",
    "bytes=-7, 93, 100",
    "bytes=-500, 0, 100",
    "Bytes= 5-6, 5, 7",
    "'bytes=5-6, 500-600', 5, 7",
  })
  void understands_one_range(String header, long from, long to) {
    assertThat(ByteRanges.of(header, 100)).isEqualTo(new Parts(List.of(new Part(from, to))));
  }

  @Test
  void understands_several_ranges_in_the_order_in_which_they_were_asked_for() {
    assertThat(ByteRanges.of("bytes=50-59, 0-9 ,-1", 100))
        .isEqualTo(new Parts(List.of(new Part(50, 60), new Part(0, 10), new Part(99, 100))));
  }

  @ParameterizedTest(name = "[{0}]")
  @NullSource
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=9-5",
        "items=0-5",
        "bytes=1-2-3",
        "bytes=0-1,",
        "bytes=99999999999999999999-",
      })
  void counts_what_is_no_range_as_none(String header) {
    assertThat(ByteRanges.of(header, 100)).isEqualTo(new Whole());
  }

  @ParameterizedTest(name = "{0} of 100 bytes")
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=200-300,400-"})
  void says_that_nothing_of_a_range_is_there(String header) {
    assertThat(ByteRanges.of(header, 100)).isEqualTo(new Unsatisfiable());
  }

  @Test
  void refuses_more_than_64_ranges_and_takes_64() {
    // given
    String many = "bytes=" + "0-0,".repeat(63) + "0-0";
    // then
    assertThat(ByteRanges.of(many, 100)).isInstanceOf(Parts.class);
    assertThat(ByteRanges.of(many + ",0-0", 100)).isEqualTo(new Unsatisfiable());
  }

  @Test
  void sends_all_of_it_once_where_the_ranges_overlap_to_more_than_all_of_it() {
    assertThat(ByteRanges.of("bytes=0-99,0-99", 100)).isEqualTo(new Whole());
  }

  @Test
  void says_how_long_a_body_of_several_parts_is() throws Exception {
    // given
    List<Part> parts = List.of(new Part(0, 1), new Part(3, 4));
    String body =
        "\r\n--platen-part-of-object\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Range: bytes 0-0/5\r\n\r\na"
            + "\r\n--platen-part-of-object\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Range: bytes 3-3/5\r\n\r\nd"
            + "\r\n--platen-part-of-object--\r\n";
    // then
    assertThat(ObjectBody.contentLength(parts, 5)).isEqualTo(body.length());
  }
}
