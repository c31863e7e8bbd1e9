package io.platen.device.printer.ipp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The one request that is ever made: Get-Printer-Attributes for what is looked at. RFC 8011 section
 * 4.2.5.1; the order of its first attributes is section 4.1.4's.
 *
 * @param version major and minor: {@link #IPP_2_0} or {@link #IPP_1_1}
 * @param requestId above zero; the response carries it too
 * @param uri of the printer, {@code ipp} or {@code ipps}
 */
record IppQuestion(int version, int requestId, String uri) {
  static final int IPP_2_0 = 0x0200;
  static final int IPP_1_1 = 0x0101;

  private static final short GET_PRINTER_ATTRIBUTES = 0x000B;

  static final List<String> ATTRIBUTES =
      List.of(
          "printer-make-and-model",
          "printer-device-id",
          "printer-serial-number",
          "printer-firmware-string-version",
          "printer-location",
          "printer-state",
          "printer-state-reasons",
          "printer-state-message",
          "printer-supply",
          "printer-supply-description",
          "printer-alert",
          "printer-alert-description",
          "printer-impressions-completed",
          "printer-media-sheets-completed",
          "marker-names",
          "marker-types",
          "marker-colors",
          "marker-levels");

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(8)
            .putShort((short) version)
            .putShort(GET_PRINTER_ATTRIBUTES)
            .putInt(requestId)
            .array());
    out.write(IppTag.OPERATION_GROUP);
    put(out, IppTag.CHARSET, "attributes-charset", "utf-8");
    put(out, IppTag.NATURAL_LANGUAGE, "attributes-natural-language", "en");
    put(out, IppTag.URI, "printer-uri", uri);
    String name = "requested-attributes";
    for (String attribute : ATTRIBUTES) {
      put(out, IppTag.KEYWORD, name, attribute);
      name = "";
    }
    out.write(IppTag.END);
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, int tag, String name, String value) {
    out.write(tag);
    for (String part : List.of(name, value)) {
      byte[] bytes = part.getBytes(StandardCharsets.US_ASCII);
      out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) bytes.length).array());
      out.writeBytes(bytes);
    }
  }
}
