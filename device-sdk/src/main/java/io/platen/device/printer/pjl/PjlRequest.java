package io.platen.device.printer.pjl;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that this package can ask: there is no way to send another text. Each message begins and ends
 * with UEL, so whatever happens after it is sent, the printer is left as it was. PLT-SYN-036.
 */
enum PjlRequest {
  INFO_ID("INFO ID"),
  INFO_STATUS("INFO STATUS"),
  INFO_PAGECOUNT("INFO PAGECOUNT");

  /** Universal exit language: ends whatever language the printer is in. */
  static final String UEL = "\u001b%-12345X";

  private static final String PREFIX = "@PJL ";
  private static final String LINE_END = "\r\n";

  private final String words;

  PjlRequest(String words) {
    this.words = words;
  }

  /** What follows {@code @PJL}, in the request and in the answer. */
  String words() {
    return words;
  }

  /** Where a value comes from, e.g. {@code pjl:PAGECOUNT}: the category alone. [PLT-RPT-038] */
  String source() {
    return "pjl:" + words.substring(words.indexOf(' ') + 1);
  }

  /** All of them in one message. */
  static byte[] all() {
    return message(Stream.of(values()).map(PjlRequest::words));
  }

  /** The first message: the printer gives the number back, and what came before it is stale. */
  static byte[] echo(long nonce) {
    return message(Stream.of("ECHO " + echoed(nonce)));
  }

  /** What comes back. */
  static String echoed(long nonce) {
    return "PLATEN-" + Long.toHexString(nonce);
  }

  private static byte[] message(Stream<String> requests) {
    String text =
        requests.map(words -> PREFIX + words + LINE_END).collect(Collectors.joining("", UEL, UEL));
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
