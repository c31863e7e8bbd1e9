package io.platen.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {
  @Test
  void reads_a_body_of_a_stated_length() throws IOException {
    // when
    Response response =
        read(
            "HTTP/1.1 200 OK\r\nContent-Type: Text/XML; charset=utf-8\r\ncontent-length: 3\r\n\r\nabcd");
    // then
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.mediaType()).isEqualTo("text/xml");
    assertThat(response.body().text()).isEqualTo("abc");
  }

  @Test
  void reads_a_body_in_chunks() throws IOException {
    // when
    Response response =
        read(
            "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    // then
    assertThat(response.body().text()).isEqualTo("abcde");
  }

  @Test
  void reads_a_body_to_the_end_of_the_connection() throws IOException {
    assertThat(read("HTTP/1.0 200 OK\r\n\r\nall of it").body().text()).isEqualTo("all of it");
  }

  @Test
  void leaves_out_interim_answers_and_expects_no_body_of_304() throws IOException {
    // when
    Response response =
        read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n");
    // then
    assertThat(response.status()).isEqualTo(304);
    assertThat(response.header("etag")).contains("\"a\"");
    assertThat(response.body().length()).isZero();
  }

  @Test
  void tells_a_connection_that_ends_before_the_first_byte_from_a_broken_answer() {
    assertThatThrownBy(() -> read("")).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "H",
        "SSH-2.0-OpenSSH\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      })
  void calls_an_answer_broken_that_is_no_whole_http(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void bounds_what_it_reads() {
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("a line of more than");
    assertThatThrownBy(() -> read("HTTP/1.1 102 \r\n\r\n".repeat(50)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("interim");
  }

  private static Response read(String bytes) throws IOException {
    return ResponseReader.read(
        new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)), "GET");
  }
}
