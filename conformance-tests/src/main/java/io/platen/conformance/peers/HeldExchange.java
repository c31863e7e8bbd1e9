package io.platen.conformance.peers;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpPrincipal;
import com.sun.net.httpserver.HttpsExchange;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A request that has been read whole, in the shape that the fake protocol takes it in. */
final class HeldExchange extends HttpsExchange {
  private final String method;
  private final URI uri;
  private final Headers headers;
  private final byte[] body;
  private final SSLSession session;
  private final Headers answer = new Headers();
  private InputStream stream;

  HeldExchange(String method, URI uri, Headers headers, byte[] body, SSLSession session) {
    this.session = session;
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.body = body.clone();
    this.stream = new ByteArrayInputStream(body);
  }

  byte[] body() {
    return body.clone();
  }

  @Override
  public SSLSession getSSLSession() {
    return session;
  }

  @Override
  public Headers getRequestHeaders() {
    return headers;
  }

  @Override
  public Headers getResponseHeaders() {
    return answer;
  }

  @Override
  public URI getRequestURI() {
    return uri;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public InputStream getRequestBody() {
    return stream;
  }

  @Override
  public void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {
    stream = in == null ? stream : in;
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public void close() {}

  @Override
  public HttpContext getHttpContext() {
    throw unasked();
  }

  @Override
  public OutputStream getResponseBody() {
    throw unasked();
  }

  @Override
  public void sendResponseHeaders(int status, long length) {
    throw unasked();
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    throw unasked();
  }

  @Override
  public int getResponseCode() {
    return -1;
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    throw unasked();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return null;
  }

  @Override
  public void setAttribute(String name, Object value) {
    throw unasked();
  }

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return null;
  }

  private static UnsupportedOperationException unasked() {
    return new UnsupportedOperationException("What answers gives its answer back");
  }
}
