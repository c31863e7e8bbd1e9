package io.platen.device.printer.web;

import io.platen.device.printer.Traffic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** One request and its answer over one connection: HTTP/1.1, and HTTP/1.0 where that answers. */
final class Exchange {
  /** Of a head, in lines and in bytes a line. */
  private static final int MOST_HEADERS = 100;

  private static final int LONGEST_LINE = 8 * 1024;
  private static final int MOST_HINTS = 4;
  private static final int EMPTY = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int FIRST_FINAL = 200;

  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxHeaderCount(MOST_HEADERS).setMaxLineLength(LONGEST_LINE).build();

  private final int mostBytes;

  /**
   * @param mostBytes of a body, before and after unpacking
   */
  Exchange(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * @throws TooLargeException when the body is longer than it may be
   * @throws HttpException when that is not HTTP
   */
  // The connection is the caller's: it may hold TLS in between, and is closed there.
  @SuppressWarnings("resource")
  WebPage over(Socket socket, WebRequest request)
      throws IOException, HttpException, TooLargeException {
    DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(LIMITS);
    http.bind(socket);
    send(http, request);
    ClassicHttpResponse response = http.receiveResponseHeader();
    for (int hints = 0; response.getCode() < FIRST_FINAL; hints++) {
      if (hints == MOST_HINTS) {
        throw new ProtocolException("It answers with hints only");
      }
      response = http.receiveResponseHeader();
    }
    byte[] body = new byte[0];
    if (response.getCode() != EMPTY && response.getCode() != NOT_MODIFIED) {
      http.receiveResponseEntity(response);
      body = body(response.getEntity());
    }
    return new WebPage(response.getCode(), headers(response), body, Traffic.NONE);
  }

  private static void send(DefaultBHttpClientConnection http, WebRequest request)
      throws IOException, HttpException {
    BasicClassicHttpRequest message =
        new BasicClassicHttpRequest(request.isPost() ? "POST" : "GET", request.path());
    message.setHeader("Host", request.origin().authority());
    message.setHeader("Connection", "close");
    message.setHeader("Accept-Encoding", "gzip");
    message.setHeader("User-Agent", "Platen");
    if (request.cookie() != null) {
      message.setHeader("Cookie", request.cookie());
    }
    if (request.isPost()) {
      byte[] body = request.body();
      message.setHeader("Content-Type", request.contentType());
      message.setHeader("Content-Length", body.length);
      message.setEntity(new ByteArrayEntity(body, null));
    }
    http.sendRequestHeader(message);
    http.sendRequestEntity(message);
    http.flush();
  }

  private byte[] body(HttpEntity entity) throws IOException, HttpException, TooLargeException {
    if (entity.getContentLength() > mostBytes) {
      throw new TooLargeException();
    }
    byte[] sent = most(entity.getContent());
    String packed = entity.getContentEncoding();
    if (packed == null || packed.equalsIgnoreCase("identity") || sent.length == 0) {
      return sent;
    }
    if (packed.equalsIgnoreCase("gzip") || packed.equalsIgnoreCase("x-gzip")) {
      return most(new GZIPInputStream(new ByteArrayInputStream(sent)));
    }
    throw new ProtocolException("It packs the page with " + packed + ", which was not asked for");
  }

  private byte[] most(InputStream in) throws IOException, TooLargeException {
    byte[] read = in.readNBytes(mostBytes + 1);
    if (read.length > mostBytes) {
      throw new TooLargeException();
    }
    return read;
  }

  private static Map<String, String> headers(ClassicHttpResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      if (header.getValue() != null) {
        headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
      }
    }
    return headers;
  }

  /** Longer than it may be. */
  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
