package io.platen.device.printer.web;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request of one page: GET, or POST for protocols that are built on it. */
public final class WebRequest {
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7E]{0,1023}");
  private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9_-]{1,64}=[A-Za-z0-9_-]{0,64}");
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]+/[a-z0-9.+-]+");

  private final WebOrigin origin;
  private final String path;
  private final @Nullable String cookie;
  private final @Nullable String contentType;
  private final byte[] body;

  private WebRequest(
      WebOrigin origin,
      String path,
      @Nullable String cookie,
      @Nullable String contentType,
      byte[] body) {
    demand(PATH, path, "a path");
    this.origin = origin;
    this.path = path;
    this.cookie = cookie;
    this.contentType = contentType;
    this.body = body;
  }

  private static void demand(Pattern form, String text, String what) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "This is not %s: %s", what, text));
    }
  }

  /**
   * @param path with the query, as it goes over the wire: {@code /status?lang=en}
   */
  public static WebRequest get(WebOrigin origin, String path) {
    return new WebRequest(origin, path, null, null, new byte[0]);
  }

  /** For IPP: nothing else is ever sent to a printer. */
  public static WebRequest post(WebOrigin origin, String path, String contentType, byte[] body) {
    demand(MEDIA_TYPE, contentType, "a media type");
    return new WebRequest(origin, path, null, contentType, body.clone());
  }

  /** With one cookie, {@code name=value}. Those that printers set are never sent back. */
  public WebRequest withCookie(String nameAndValue) {
    demand(COOKIE, nameAndValue, "a cookie");
    return new WebRequest(origin, path, nameAndValue, contentType, body);
  }

  /** The same of another place of the same printer. */
  WebRequest at(WebOrigin other, String otherPath) {
    return new WebRequest(other, otherPath, cookie, contentType, body);
  }

  public WebOrigin origin() {
    return origin;
  }

  public String path() {
    return path;
  }

  boolean isPost() {
    return contentType != null;
  }

  @Nullable String contentType() {
    return contentType;
  }

  @Nullable String cookie() {
    return cookie;
  }

  byte[] body() {
    return body.clone();
  }

  static boolean isPath(String text) {
    return PATH.matcher(text).matches();
  }

  @Override
  public String toString() {
    return origin + path;
  }
}
