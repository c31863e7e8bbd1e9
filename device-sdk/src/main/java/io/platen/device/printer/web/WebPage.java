package io.platen.device.printer.web;

import io.platen.device.printer.Traffic;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page as a printer answered it, whole and unpacked, whatever its status. */
public final class WebPage implements WebResult {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9._:-]{1,40})", Pattern.CASE_INSENSITIVE);
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Traffic traffic;

  WebPage(int status, Map<String, String> headers, byte[] body, Traffic traffic) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.traffic = traffic;
  }

  WebPage with(Traffic whole) {
    return new WebPage(status, headers, body, whole);
  }

  public int status() {
    return status;
  }

  /** The page that was asked for, and not one that says why there is none. */
  public boolean isOk() {
    return status == 200;
  }

  /**
   * @param name in small letters
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public byte[] body() {
    return body.clone();
  }

  /**
   * As text: UTF-8 where it is that, whatever it says of itself; else in the character set that it
   * declares; else in Latin-1, which fits any bytes.
   */
  public String text() {
    String text = utf8().orElseGet(() -> new String(body, declared()));
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private Optional<String> utf8() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private Charset declared() {
    Matcher name = CHARSET.matcher(header("content-type").orElse(""));
    try {
      return name.find() ? Charset.forName(name.group(1)) : StandardCharsets.ISO_8859_1;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  @Override
  public Traffic traffic() {
    return traffic;
  }

  @Override
  public String toString() {
    return "page " + status + " of " + body.length + " bytes";
  }
}
