package io.platen.server.notice.control;

import io.platen.server.notice.control.TargetGuard.RefusedTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Posts notices to a URL, signed. Of the answer only its status counts: nothing of it is kept, and
 * a redirect is not followed, since it would lead past {@link TargetGuard}.
 */
public final class WebhookSender implements Sender {
  /** For a whole try. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final TargetGuard guard;
  private final PostOnce post;
  private final InstantSource clock;

  public WebhookSender(TargetGuard guard, PostOnce post, InstantSource clock) {
    this.guard = guard;
    this.post = post;
    this.clock = clock;
  }

  @Override
  public Outcome send(Letter letter) {
    URI url = TargetGuard.url(letter.target()).orElse(null);
    if (url == null) {
      return new Outcome.Never("It is no URL of a webhook");
    }
    WebhookKey key = letter.key();
    if (key == null) {
      return new Outcome.Later(
          "Its key cannot be opened: the server has another secret than when it was made; bring the"
              + " secret back, or make the webhook a new key");
    }
    try {
      InetAddress address = guard.address(url);
      return outcome(post.post(url, address, request(letter, key, url)));
    } catch (RefusedTarget e) {
      return new Outcome.Never(Objects.requireNonNullElse(e.getMessage(), "It is refused"));
    } catch (UnknownHostException e) {
      return new Outcome.Later("Its name has no address");
    } catch (IOException e) {
      return new Outcome.Later(
          "It could not be reached: " + TlsFault.why(e).orElse(String.valueOf(e.getMessage())));
    }
  }

  /** RFC 9112 section 3; the time is part of what is signed, so that nobody can send it later. */
  private byte[] request(Letter letter, WebhookKey key, URI url) {
    long seconds = clock.instant().getEpochSecond();
    byte[] body = letter.json().getBytes(StandardCharsets.UTF_8);
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String signature = key.sign(seconds, letter.json());
    String head =
        String.join(
            "\r\n",
            "POST " + path + query + " HTTP/1.1",
            "Host: " + url.getHost() + port,
            "User-Agent: Platen",
            "Content-Type: application/json",
            "Content-Length: " + body.length,
            "Idempotency-Key: \"" + letter.id() + "\"",
            "Platen-Timestamp: " + seconds,
            "Platen-Signature: v1=" + signature,
            "Connection: close",
            "",
            "");
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  /** RFC 9110 section 15: what its owner has to mend is not tried again, as 404 and 410. */
  private static Outcome outcome(int status) {
    if (status >= 200 && status < 300) {
      return new Outcome.Sent();
    }
    if (status >= 300 && status < 400) {
      return new Outcome.Never("It answers " + status + "; redirects are not followed");
    }
    boolean later = status >= 500 || status == 408 || status == 425 || status == 429;
    return later
        ? new Outcome.Later("It answers " + status)
        : new Outcome.Never("It answers " + status);
  }
}
