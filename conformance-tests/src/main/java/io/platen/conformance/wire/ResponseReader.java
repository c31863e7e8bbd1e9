package io.platen.conformance.wire;

import io.platen.conformance.wire.Request.Header;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one HTTP/1.1 response (RFC 9112), with bounds. */
final class ResponseReader {
  private static final long SECOND = 1_000_000_000;
  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_INTERIM = 5;
  private static final int MAX_BODY = 16 * 1024 * 1024;

  private final InputStream in;
  private boolean begun;

  private ResponseReader(InputStream in) {
    this.in = in;
  }

  /**
   * @throws ProtocolException where bytes came that are no whole response
   * @throws IOException where the connection ended before the first byte
   */
  static Response read(InputStream in, String method) throws IOException {
    ResponseReader reader = new ResponseReader(in);
    try {
      return reader.response(method);
    } catch (ProtocolException | SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      if (!reader.begun) {
        throw e;
      }
      ProtocolException broken = new ProtocolException("it breaks off: " + e.getMessage());
      broken.initCause(e);
      throw broken;
    }
  }

  /**
   * What came of the body of a 200 or 206 before it ended or broke off; nothing of another answer.
   *
   * @param most where to stop
   * @param leastRate in bytes a second: where less comes it counts as broken off
   */
  static byte[] part(InputStream in, int most, long leastRate) throws IOException {
    ResponseReader reader = new ResponseReader(in);
    String status = reader.statusLine().substring(9, 12);
    Response head = new Response(200, "", reader.headers(), Body.EMPTY);
    long end = Math.min(most, head.header("Content-Length").map(Long::parseLong).orElse(0L));
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    boolean goesOn = status.equals("200") || status.equals("206");
    long since = System.nanoTime();
    long counted = 0;
    try {
      while (goesOn) {
        if (System.nanoTime() - since > SECOND) {
          goesOn = part.size() - counted >= leastRate;
          since = System.nanoTime();
          counted = part.size();
          continue;
        }
        int read = in.read(some, 0, (int) Math.min(some.length, end - part.size()));
        part.write(some, 0, Math.max(0, read));
        goesOn = read > 0 && part.size() < end;
      }
    } catch (IOException e) {
      return part.toByteArray(); // it broke off
    }
    return part.toByteArray();
  }

  private Response response(String method) throws IOException {
    String statusLine = statusLine();
    List<Header> headers = headers();
    for (int interim = 0; statusLine.charAt(9) == '1'; interim++) {
      if (interim == MAX_INTERIM) {
        throw new ProtocolException("more than " + MAX_INTERIM + " interim answers");
      }
      statusLine = statusLine();
      headers = headers();
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    String reason = statusLine.length() > 13 ? statusLine.substring(13) : "";
    boolean bodiless = status == 204 || status == 304 || method.equals("HEAD");
    byte[] body = bodiless ? new byte[0] : body(new Response(status, reason, headers, Body.EMPTY));
    return new Response(status, reason, headers, Body.of(body));
  }

  private String statusLine() throws IOException {
    String line = line();
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new ProtocolException("it begins with \"" + printable(line) + "\"");
    }
    return line;
  }

  private List<Header> headers() throws IOException {
    List<Header> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() == MAX_HEADERS) {
        throw new ProtocolException("a bad header field: \"" + printable(line) + "\"");
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).trim()));
    }
    return headers;
  }

  private byte[] body(Response head) throws IOException {
    Optional<String> coding = head.header("Transfer-Encoding");
    if (coding.map(value -> value.toLowerCase(Locale.ROOT).contains("chunked")).orElse(false)) {
      return chunks();
    }
    Optional<String> length = head.header("Content-Length");
    return length.isPresent() ? exactly(number(length.get(), 10)) : toTheEnd();
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      int extension = size.indexOf(';');
      int length = number((extension < 0 ? size : size.substring(0, extension)).trim(), 16);
      if (length == 0) {
        headers();
        return all.toByteArray();
      }
      bounded(all.size() + (long) length);
      all.write(exactly(length));
      line();
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new ProtocolException("it ends after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private byte[] toTheEnd() throws IOException {
    byte[] bytes = in.readNBytes(MAX_BODY + 1);
    bounded(bytes.length);
    return bytes;
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text, radix);
      bounded(number);
      return number;
    } catch (NumberFormatException e) {
      throw lengthIsWrong(text);
    }
  }

  private static void bounded(long length) throws IOException {
    if (length < 0 || length > MAX_BODY) {
      throw lengthIsWrong(Long.toString(length));
    }
  }

  private static ProtocolException lengthIsWrong(String length) {
    return new ProtocolException(
        "a length of \"" + printable(length) + "\"; the suite reads up to " + MAX_BODY + " bytes");
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      begun = true;
      if (line.size() == MAX_LINE) {
        throw new ProtocolException("a line of more than " + MAX_LINE + " bytes");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static String printable(String text) {
    String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
    return clean.length() > 60 ? clean.substring(0, 60) + "..." : clean;
  }
}
