package io.platen.device.link;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Reads an answer to its end, or to the end of what a device can bear. */
final class AnswerReader {
  private final DeviceClock clock;

  AnswerReader(DeviceClock clock) {
    this.clock = clock;
  }

  Answer read(URI host, Response response, int maxAnswer) throws IOException {
    int status = response.getStatus();
    if (status >= 300 && status < 400 && status != 304) {
      throw new LinkFailedException(
          new LinkFailure(
              host,
              LinkFailure.Kind.REDIRECTED,
              "the answer was a redirect, which is never followed",
              "A proxy or a captive portal sends it; exempt this host, or name the right one"),
          null);
    }
    MediaType type = response.getMediaType();
    return new Answer(
        host,
        status,
        type == null ? "" : type.getType() + "/" + type.getSubtype(),
        status == 304 ? new byte[0] : body(host, response, maxAnswer),
        response.getHeaderString(HttpHeaders.RETRY_AFTER),
        response.getHeaderString(HttpHeaders.ETAG),
        date(response));
  }

  /** When it was given, by its host; null where it does not say so, or nobody can read it. */
  static @Nullable Instant date(Response response) {
    try {
      Date date = response.getDate();
      return date == null ? null : date.toInstant();
    } catch (ProcessingException e) {
      return null;
    }
  }

  /** [PLT-LNK-031] Neither larger nor slower than the device can bear. */
  private byte[] body(URI host, Response response, int maxAnswer) throws IOException {
    Duration deadline = clock.elapsed().plus(HttpClients.ANSWER);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    InputStream input = response.readEntity(InputStream.class);
    for (int read = input.read(part); read >= 0; read = input.read(part)) {
      body.write(part, 0, read);
      if (body.size() > maxAnswer) {
        throw tooMuch(host, "the answer is longer than " + maxAnswer + " bytes");
      }
      if (clock.elapsed().compareTo(deadline) > 0) {
        throw tooMuch(
            host, "the answer did not end within " + HttpClients.ANSWER.toSeconds() + " s");
      }
    }
    return body.toByteArray();
  }

  private static LinkFailedException tooMuch(URI host, String what) {
    return new LinkFailedException(
        new LinkFailure(
            host,
            LinkFailure.Kind.ANSWER_UNUSABLE,
            what,
            "Something else than the server may have answered"),
        null);
  }
}
