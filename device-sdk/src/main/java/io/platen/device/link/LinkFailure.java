package io.platen.device.link;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a host gave no usable answer, and what someone can do about it.
 *
 * @param host that was asked
 * @param kind for programs
 * @param what happened, in a sentence
 * @param advice what to do
 * @param shown who vouches for the certificate that was refused; null where none was shown
 */
public record LinkFailure(
    URI host, Kind kind, String what, String advice, @Nullable Voucher shown) {

  /** One in which no certificate plays a part. */
  public LinkFailure(URI host, Kind kind, String what, String advice) {
    this(host, kind, what, advice, null);
  }

  /** The message as people read it. */
  public String message() {
    String name = String.valueOf(host.getHost());
    return (what.contains(name) ? what : name + ": " + what) + ". " + advice + ".";
  }

  /** Whether the host may have ended the connection because it does not want this device. */
  public boolean isLikeRefusal() {
    return kind == Kind.CERTIFICATE_REFUSED || kind == Kind.TLS || kind == Kind.BROKEN_OFF;
  }

  /** The causes that are told apart. */
  public enum Kind {
    NAME_UNKNOWN(null),
    NOT_REACHABLE(null),
    NO_WAY_OUT(null),
    TIMED_OUT(null),
    PROXY_LOGIN(null),
    PROXY_REFUSED(null),
    TLS_OPENED("tls-opened"),
    SERVER_UNTRUSTED("authority-unknown"),
    CAPTIVE_PORTAL("captive-portal"),
    SERVER_NAME_WRONG("name-wrong"),
    SERVER_CERTIFICATE_EXPIRED("certificate-expired"),
    SERVER_CERTIFICATE_EARLY("certificate-not-yet-valid"),
    CERTIFICATE_STRIPPED("certificate-stripped"),
    CERTIFICATE_REFUSED(null),
    OWN_KEYS(null),
    TLS_OLD("tls-old"),
    TLS(null),
    REDIRECTED(null),
    BROKEN_OFF(null),
    ANSWER_UNUSABLE(null),
    SERVER_BUSY(null);

    private final @Nullable String obstacle;

    Kind(@Nullable String obstacle) {
      this.obstacle = obstacle;
    }

    /** Its token in the registry of obstacles; empty for what the server is not told. */
    public Optional<String> obstacle() {
      return Optional.ofNullable(obstacle);
    }
  }
}
