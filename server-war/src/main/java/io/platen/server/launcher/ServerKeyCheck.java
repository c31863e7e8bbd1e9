package io.platen.server.launcher;

import io.platen.server.listener.ForwardedHeader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what is wrong with a value, and what would be right. */
final class ServerKeyCheck {
  private static final int LARGEST_PORT = 65_535;
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9-]+)*");

  private static final Pattern HOST_URL = Pattern.compile("https://[^/?#]{1,260}/?");
  private static final Pattern HTTP_URL =
      Pattern.compile("http://[A-Za-z0-9.-]{1,253}(:\\d{1,5})?/[A-Za-z0-9/._~-]{1,200}");
  private static final int MOST_HOSTS = 2;

  private ServerKeyCheck() {}

  static Optional<String> problem(ServerKey key, String value) {
    if (value.isEmpty()) {
      return key.defaultValue().isEmpty()
          ? Optional.empty()
          : Optional.of("is empty. Remove the key to use " + key.defaultValue() + ".");
    }
    return switch (key.type()) {
      case TEXT, SECRET -> Optional.empty();
      case PORT ->
          isNumber(value, 0, LARGEST_PORT)
              ? Optional.empty()
              : Optional.of("is not a port. Give a number from 0 to 65535; 0 picks a free one.");
      case COUNT ->
          isNumber(value, 1, Integer.MAX_VALUE)
              ? Optional.empty()
              : Optional.of("is not a whole number above 0.");
      case ADDRESS ->
          isAddress(value)
              ? Optional.empty()
              : Optional.of("is not an IP address. Give one such as 127.0.0.1 or 0.0.0.0.");
      case ADDRESSES ->
          Arrays.stream(value.split(",", -1)).map(String::strip).allMatch(ServerKeyCheck::isAddress)
              ? Optional.empty()
              : Optional.of("is not a list of IP addresses. Give some such as 192.0.2.5,fd00::5.");
      case FORWARDED ->
          ForwardedHeader.find(value).isPresent()
              ? Optional.empty()
              : Optional.of("is neither X-Forwarded-For nor Forwarded.");
      case HOST ->
          HOST.matcher(value).matches()
              ? Optional.empty()
              : Optional.of("is not a host name. Give one such as fleet.example.org, no URL.");
      case HTTP_URL ->
          HTTP_URL.matcher(value).matches()
              ? Optional.empty()
              : Optional.of(
                  "is not an http URL without TLS. Give one such as"
                      + " http://fleet.example.org/pki/servers.crl.");
      case HOST_URLS -> hostUrlsProblem(value);
      case JDBC_URL ->
          value.startsWith("jdbc:postgresql:")
              ? Optional.empty()
              : Optional.of(
                  "is not a PostgreSQL URL. Give one such as"
                      + " jdbc:postgresql://db.example.org/platen.");
      case SWITCH ->
          value.matches("on|off") ? Optional.empty() : Optional.of("is neither on nor off.");
      case SEALING ->
          value.matches("off|offered|required")
              ? Optional.empty()
              : Optional.of("is none of off, offered and required.");
      case MAIL_ADDRESS ->
          value.matches("[^@\\s<>\",;]{1,64}@[A-Za-z0-9.-]{1,253}")
              ? Optional.empty()
              : Optional.of("is not an e-mail address. Give one such as platen@example.org.");
      case MAIL_SECURITY ->
          value.matches("starttls|tls|none")
              ? Optional.empty()
              : Optional.of("is none of starttls, tls and none.");
      case TARGETS ->
          Arrays.stream(value.split(",", -1)).allMatch(ServerKeyCheck::isTarget)
              ? Optional.empty()
              : Optional.of(
                  "is not a list of host names, addresses and networks. Give some such as"
                      + " hooks.example.org,10.1.0.0/16,fd00::/8.");
      case FILE -> fileProblem(value);
      case FOLDER -> folderProblem(value);
    };
  }

  /** As the sync document may carry them, so that no device is told what it has to refuse. */
  private static Optional<String> hostUrlsProblem(String value) {
    String[] urls = value.split(",", -1);
    return urls.length <= MOST_HOSTS && Arrays.stream(urls).allMatch(ServerKeyCheck::isHostUrl)
        ? Optional.empty()
        : Optional.of(
            "is not one or two https URLs with a comma between them. Give host and port without a"
                + " path, such as https://update1.example.org:8443,https://update2.example.org.");
  }

  private static boolean isHostUrl(String text) {
    if (!HOST_URL.matcher(text.strip()).matches()) {
      return false;
    }
    try {
      URI url = new URI(text.strip());
      return url.getHost() != null
          && url.getUserInfo() == null
          && url.getPort() != 0
          && url.getPort() <= LARGEST_PORT;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isNumber(String value, int from, int to) {
    try {
      int number = Integer.parseInt(value);
      return number >= from && number <= to;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isAddress(String value) {
    if (IPV6.matcher(value).matches()) {
      return true;
    }
    if (!IPV4.matcher(value).matches()) {
      return false;
    }
    for (String part : value.split("\\.", -1)) {
      if (Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTarget(String word) {
    String[] parts = word.strip().split("/", 2);
    boolean address = isAddress(parts[0]);
    if (parts.length == 1) {
      return address || (HOST.matcher(parts[0]).matches() && !parts[0].matches("[0-9.]+"));
    }
    return address && isNumber(parts[1], 0, parts[0].contains(":") ? 128 : 32);
  }

  private static Optional<String> fileProblem(String value) {
    try {
      return Files.isReadable(Path.of(value)) && !Files.isDirectory(Path.of(value))
          ? Optional.empty()
          : Optional.of("is not a file that this user can read. Check the path and its rights.");
    } catch (InvalidPathException e) {
      return Optional.of("is not a path: " + e.getReason() + ".");
    }
  }

  private static Optional<String> folderProblem(String value) {
    try {
      return Files.exists(Path.of(value)) && !Files.isDirectory(Path.of(value))
          ? Optional.of("is a file. Give a folder; it is made where it does not exist.")
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.of("is not a path: " + e.getReason() + ".");
    }
  }
}
