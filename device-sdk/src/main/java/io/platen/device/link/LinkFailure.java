package io.platen.device.link;

import java.net.URI;

/**
 * Why a host gave no usable answer, and what someone can do about it.
 *
 * @param host that was asked
 * @param kind for programs
 * @param what happened, in a sentence
 * @param advice what to do
 */
public record LinkFailure(URI host, Kind kind, String what, String advice) {

  /** The message as people read it. */
  public String message() {
    return host.getHost() + ": " + what + ". " + advice + ".";
  }

  /** Whether the host may have ended the connection because it does not want this device. */
  public boolean isLikeRefusal() {
    return kind == Kind.CERTIFICATE_REFUSED || kind == Kind.TLS || kind == Kind.BROKEN_OFF;
  }

  /** The causes that are told apart. */
  public enum Kind {
    NAME_UNKNOWN,
    NOT_REACHABLE,
    TIMED_OUT,
    PROXY_LOGIN,
    PROXY_REFUSED,
    SERVER_UNTRUSTED,
    SERVER_NAME_WRONG,
    SERVER_CERTIFICATE_EXPIRED,
    CERTIFICATE_REFUSED,
    OWN_KEYS,
    TLS,
    REDIRECTED,
    BROKEN_OFF,
    ANSWER_UNUSABLE,
    SERVER_BUSY
  }
}
