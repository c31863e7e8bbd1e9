package io.platen.device.printer.web;

import io.platen.device.printer.Traffic;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no page.
 *
 * @param explanation what happened and, where there is something to do, what to do
 * @param change where {@code kind} is {@link Kind#CERTIFICATE_CHANGED}, what was and what is shown
 */
public record WebFailure(
    Kind kind, String explanation, Traffic traffic, @Nullable CertificateChange change)
    implements WebResult {

  WebFailure(Kind kind, String explanation, Traffic traffic) {
    this(kind, explanation, traffic, null);
  }

  public Optional<CertificateChange> certificateChange() {
    return Optional.ofNullable(change);
  }

  /** The kinds of failure. */
  public enum Kind {
    /** Nothing takes a connection there. */
    UNREACHABLE,
    /** The time was over before the page was there. */
    TIMED_OUT,
    /** More bytes than the limit; what had come was thrown away. */
    TOO_LARGE,
    /** The connection ended before the page did. */
    BROKEN_OFF,
    /** What answered does not speak HTTP, or packs its pages in a way that was not asked for. */
    NOT_HTTP,
    /** To another host, or from TLS to plain HTTP. */
    REDIRECTED_ELSEWHERE,
    REDIRECTED_TOO_OFTEN,
    /** No TLS came about: what it can do is too old for this Java runtime, or it has none there. */
    NO_TLS,
    /** It shows another certificate than the one that it showed first. */
    CERTIFICATE_CHANGED;

    /** As programs read it: {@code timed-out}. */
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
