package io.platen.protocol.enrolment;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * All that a device needs for a server that nobody has pinned in it: {@code
 * platen://HOST[:PORT]/PIN/CODE}. Whoever hands it over vouches for the server.
 *
 * @param host the enrolment host, {@code https://host[:port]}
 * @param pin {@link KeyPrint#pin()} of the authority that the server's certificate comes from
 */
public record ActivationString(URI host, String pin, ActivationCode code) {
  private static final String SCHEME = "platen";

  public ActivationString {
    if (!"https".equals(host.getScheme()) || host.getHost() == null) {
      throw new IllegalArgumentException("The enrolment host is https://host[:port]");
    }
  }

  /** Empty where it has another form, or the code's check symbol is wrong. */
  public static Optional<ActivationString> parse(String typed) {
    try {
      URI uri = new URI(typed.strip());
      String[] path = uri.getPath() == null ? new String[0] : uri.getPath().split("/", -1);
      if (!SCHEME.equalsIgnoreCase(uri.getScheme())
          || uri.getHost() == null
          || uri.getUserInfo() != null
          || path.length != 3) {
        return Optional.empty();
      }
      String pin = Symbols.fold(path[1]);
      URI host = new URI("https", null, uri.getHost(), uri.getPort(), null, null, null);
      return pin.length() == 26 && Symbols.areSymbols(pin)
          ? ActivationCode.parse(path[2]).map(code -> new ActivationString(host, pin, code))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  public String text() {
    return SCHEME + "://" + host.getRawAuthority() + "/" + pin + "/" + code.text();
  }

  /** Without the secret, since this lands in logs. */
  @Override
  public String toString() {
    return SCHEME + "://" + host.getRawAuthority() + "/" + pin + "/" + code;
  }
}
