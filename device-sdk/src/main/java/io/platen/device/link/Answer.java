package io.platen.device.link;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host answered, read to its end and bounded. */
public final class Answer {
  private final URI host;
  private final int status;
  private final String mediaType;
  private final byte[] body;
  private final @Nullable String retryAfter;
  private final @Nullable String etag;
  private final @Nullable Instant date;

  Answer(
      URI host,
      int status,
      String mediaType,
      byte[] body,
      @Nullable String retryAfter,
      @Nullable String etag,
      @Nullable Instant date) {
    this.host = host;
    this.status = status;
    this.mediaType = mediaType;
    this.body = body;
    this.retryAfter = retryAfter;
    this.etag = etag;
    this.date = date;
  }

  public URI host() {
    return host;
  }

  public int status() {
    return status;
  }

  /** Whether the body claims to be of this type; parameters do not count. */
  public boolean is(String type) {
    return mediaType.equalsIgnoreCase(type);
  }

  public byte[] body() {
    return body.clone();
  }

  @Nullable String retryAfter() {
    return retryAfter;
  }

  public Optional<String> etag() {
    return Optional.ofNullable(etag);
  }

  /** The server's time, where it tells it. */
  public Optional<Instant> date() {
    return Optional.ofNullable(date);
  }
}
