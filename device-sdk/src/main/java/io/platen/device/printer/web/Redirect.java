package io.platen.device.printer.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Where an answer sends us on: RFC 9110 section 15.4. */
final class Redirect {
  private Redirect() {}

  /** POST goes on only where it stays POST: sent as GET it would ask for something else. */
  static boolean isOne(WebRequest request, WebPage page) {
    return page.header("location").isPresent()
        && switch (page.status()) {
          case 301, 302, 303 -> !request.isPost();
          case 307, 308 -> true;
          default -> false;
        };
  }

  /** The next request; nothing where it is not one to this printer, or gives up TLS. */
  static Optional<WebRequest> next(WebRequest request, String location) {
    WebOrigin origin = request.origin();
    try {
      URI from = new URI(origin + request.path());
      URI to = from.resolve(new URI(location));
      boolean secure = "https".equalsIgnoreCase(to.getScheme());
      boolean known = secure || "http".equalsIgnoreCase(to.getScheme());
      boolean weaker = origin.secure() && !secure;
      if (!known || weaker || to.getRawUserInfo() != null || !isHere(origin, to.getHost())) {
        return Optional.empty();
      }
      String path = path(to);
      return WebRequest.isPath(path) && to.getPort() <= 0xFFFF
          ? Optional.of(request.at(origin.at(secure, to.getPort()), path))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isHere(WebOrigin origin, String host) {
    return host != null
        && (host.equals(origin.host())
            || host.toLowerCase(Locale.ROOT)
                .equals(origin.address().getHostString().toLowerCase(Locale.ROOT)));
  }

  private static String path(URI to) {
    String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    return to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
  }
}
