package io.platen.device.link;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;

/** Server-sent events, one at a time (WHATWG HTML, section 9.2.6). Read by one thread. */
public final class EventStream implements Closeable {
  private static final String DATA = "data:";

  private final URI host;
  private final Response response;
  private final InputStream body;
  private final int longest;
  private final BiFunction<URI, Exception, LinkFailedException> failure;

  private EventStream(
      URI host,
      Response response,
      int longest,
      BiFunction<URI, Exception, LinkFailedException> failure) {
    this.host = host;
    this.response = response;
    this.body = new BufferedInputStream(response.readEntity(InputStream.class), 2048);
    this.longest = longest;
    this.failure = failure;
  }

  /**
   * @param longest line in bytes
   * @throws LinkFailedException when the answer is no stream of events
   */
  static EventStream of(
      URI host,
      Response response,
      int longest,
      BiFunction<URI, Exception, LinkFailedException> failure)
      throws LinkFailedException {
    MediaType type = response.getMediaType();
    if (response.getStatus() == 200
        && type != null
        && type.isCompatible(MediaType.SERVER_SENT_EVENTS_TYPE)) {
      return new EventStream(host, response, longest, failure);
    }
    int status = response.getStatus();
    end(response);
    throw new LinkFailedException(
        new LinkFailure(
            host,
            status == 403 || status == 429 || status >= 500
                ? LinkFailure.Kind.SERVER_BUSY
                : LinkFailure.Kind.ANSWER_UNUSABLE,
            "the answer to a request for events was " + status,
            "It is tried again; when it stays, look at the server and at proxies on the way"),
        null);
  }

  /**
   * Waits for the next line that says something.
   *
   * @return the data of an event; empty for a comment, which is a sign of life
   * @throws LinkFailedException when the stream ends, or nothing comes for too long
   */
  public Optional<String> next() throws LinkFailedException {
    try {
      for (String line = line(); ; line = line()) {
        if (line.startsWith(DATA)) {
          return Optional.of(line.substring(DATA.length()).strip());
        }
        if (line.startsWith(":")) {
          return Optional.empty();
        }
      }
    } catch (IOException | ProcessingException e) {
      throw failure.apply(host, e);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = body.read(); octet != '\n'; octet = body.read()) {
      if (octet < 0) {
        throw new IOException("The stream of events has ended");
      }
      if (line.size() >= longest) {
        throw new IOException("An event is longer than " + longest + " bytes");
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    end(response);
  }

  /** A stream is never read to its end. */
  private static void end(Response response) {
    try {
      response.close();
    } catch (ProcessingException e) {
      // its connection has ended with it
    }
  }
}
