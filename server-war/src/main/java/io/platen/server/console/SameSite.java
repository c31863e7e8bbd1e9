package io.platen.server.console;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a form was sent by a page of this server. The session's cookie is SameSite=Strict
 * already; this is the second lock, and the only one before sign-in. It needs no token in the
 * pages.
 */
final class SameSite {
  private SameSite() {}

  /**
   * @param fetchSite the header Sec-Fetch-Site, which scripts cannot forge
   * @param origin the header Origin, for browsers that do not send the first
   * @param host the header Host
   */
  static boolean allows(
      @Nullable String fetchSite, @Nullable String origin, @Nullable String host) {
    if (fetchSite != null) {
      return fetchSite.equals("same-origin");
    }
    if (origin == null || host == null) {
      return false;
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null
          && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
