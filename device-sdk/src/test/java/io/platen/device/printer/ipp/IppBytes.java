package io.platen.device.printer.ipp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Responses to Get-Printer-Attributes, written down by the test: right ones and wrong ones. */
final class IppBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private IppBytes() {}

  /** A successful one with a group of operation attributes, and the printer's begun. */
  static IppBytes successful(int requestId) {
    return of(0, requestId).group(IppTag.PRINTER_GROUP);
  }

  static IppBytes of(int status, int requestId) {
    IppBytes bytes = new IppBytes();
    bytes.out.writeBytes(
        ByteBuffer.allocate(8)
            .putShort((short) 0x0200)
            .putShort((short) status)
            .putInt(requestId)
            .array());
    return bytes
        .group(IppTag.OPERATION_GROUP)
        .value(IppTag.CHARSET, "attributes-charset", "utf-8")
        .value(IppTag.NATURAL_LANGUAGE, "attributes-natural-language", "en");
  }

  IppBytes group(int tag) {
    out.write(tag);
    return this;
  }

  IppBytes text(String name, String... values) {
    return values(IppTag.TEXT, name, values);
  }

  IppBytes keywords(String name, String... values) {
    return values(IppTag.KEYWORD, name, values);
  }

  IppBytes octets(String name, String... values) {
    return values(IppTag.OCTETS, name, values);
  }

  private IppBytes values(int tag, String name, String... values) {
    for (int i = 0; i < values.length; i++) {
      value(tag, i == 0 ? name : "", values[i]);
    }
    return this;
  }

  IppBytes integers(String name, int... values) {
    for (int i = 0; i < values.length; i++) {
      value(IppTag.INTEGER, i == 0 ? name : "", four(values[i]));
    }
    return this;
  }

  IppBytes state(int state) {
    return value(IppTag.ENUM, "printer-state", four(state));
  }

  private static byte[] four(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  IppBytes value(int tag, String name, String value) {
    return value(tag, name, value.getBytes(StandardCharsets.UTF_8));
  }

  IppBytes value(int tag, String name, byte[] value) {
    out.write(tag);
    counted(name.getBytes(StandardCharsets.US_ASCII));
    counted(value);
    return this;
  }

  private void counted(byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) bytes.length).array());
    out.writeBytes(bytes);
  }

  /** Whatever bytes. */
  IppBytes raw(int... bytes) {
    for (int each : bytes) {
      out.write(each);
    }
    return this;
  }

  /** Without the end of attributes. */
  byte[] cut() {
    return out.toByteArray();
  }

  byte[] end() {
    out.write(IppTag.END);
    return out.toByteArray();
  }
}
