package io.platen.server.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Sends texts, packed where the browser takes it. */
final class Bodies {
  /** Below this, packing costs more than it saves. */
  private static final int WORTH_PACKING = 1024;

  private Bodies() {}

  static void write(HttpServletRequest request, HttpServletResponse response, String text)
      throws IOException {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    // What is packed holds nothing that an attacker chose beside a secret: forms have no tokens.
    boolean pack = plain.length >= WORTH_PACKING && takesGzip(request.getHeader("Accept-Encoding"));
    write(request, response, pack ? gzip(plain) : plain, pack);
  }

  static void write(
      HttpServletRequest request, HttpServletResponse response, byte[] body, boolean packed)
      throws IOException {
    response.addHeader("Vary", "Accept-Encoding");
    if (packed) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  static boolean takesGzip(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    for (String offer : acceptEncoding.split(",", -1)) {
      String coding = offer.strip();
      if (coding.equals("gzip") || coding.startsWith("gzip;")) {
        return !coding.matches("gzip;\\s*q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
