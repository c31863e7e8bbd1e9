package io.platen.device.link;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.function.BiFunction;

/** A part of an object, as it comes. Used by one thread. */
public final class PartialAnswer implements Closeable {
  private final URI host;
  private final Response response;
  private final InputStream body;
  private final BiFunction<URI, Exception, LinkFailedException> failure;
  private long left;

  private PartialAnswer(
      URI host,
      Response response,
      long length,
      BiFunction<URI, Exception, LinkFailedException> failure) {
    this.host = host;
    this.response = response;
    this.left = length;
    this.body = response.readEntity(InputStream.class);
    this.failure = failure;
  }

  /**
   * RFC 9110 section 15.3.7: the part that was asked for, or all of an object that was asked for
   * from its begin.
   *
   * @param now where the answer does not say what time it is there
   */
  static PartialAnswer of(
      URI host,
      Response response,
      long from,
      long to,
      Instant now,
      BiFunction<URI, Exception, LinkFailedException> failure)
      throws LinkFailedException {
    String range = response.getHeaderString("Content-Range");
    boolean part =
        response.getStatus() == 206
            && range != null
            && range.startsWith("bytes " + from + "-" + (to - 1) + "/");
    if (part || (response.getStatus() == 200 && from == 0)) {
      return new PartialAnswer(host, response, to - from, failure);
    }
    throw refused(host, response, now);
  }

  /** [PLT-LNK-013] With the time that the host asks to wait. */
  private static LinkFailedException refused(URI host, Response response, Instant now) {
    String retryAfter = response.getHeaderString(HttpHeaders.RETRY_AFTER);
    Instant date = AnswerReader.date(response);
    int status = response.getStatus();
    end(response);
    return new LinkFailedException(
        new LinkFailure(
            host,
            status == 429 || status >= 500
                ? LinkFailure.Kind.SERVER_BUSY
                : LinkFailure.Kind.ANSWER_UNUSABLE,
            "the answer to a request for a part of an object was "
                + status
                + (retryAfter == null ? "" : " with Retry-After: " + retryAfter),
            "It is tried again; when it stays, look at the server and at proxies on the way"),
        null,
        RetryAfter.parse(retryAfter, date == null ? now : date).orElse(null));
  }

  /**
   * Waits for some bytes.
   *
   * @return how many; -1 where there are no more
   * @throws LinkFailedException when it breaks off, or comes too slowly [PLT-UPD-071]
   */
  public int read(byte[] into, int offset, int length) throws LinkFailedException {
    int read;
    try {
      read = body.read(into, offset, length);
    } catch (IOException e) {
      throw failure.apply(host, e);
    }
    left -= Math.max(0, read);
    if (left == 0) {
      seeEnd();
    }
    return read;
  }

  /** Only a body that was seen to end leaves its connection for the next request. */
  private void seeEnd() {
    try {
      int unused = body.read();
    } catch (IOException e) {
      // All that was asked for is there; the connection ends with this answer.
    }
  }

  /** Ends it; a body that was not read to its end takes its connection along. */
  @Override
  public void close() {
    end(response);
  }

  /** A body that is not read to its end counts as broken off for the library; here it is meant. */
  private static void end(Response response) {
    try {
      response.close();
    } catch (ProcessingException e) {
      // its connection has ended with it
    }
  }
}
