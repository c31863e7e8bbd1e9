package io.platen.device.printer.snmp;

import io.platen.protocol.registry.PrinterConditions;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 2790 hrPrinterDetectedErrorState: bit 0 is the most significant bit of the first byte. Agents
 * send none, one, two or four bytes, an INTEGER, or the digits of the byte as text.
 */
final class ErrorStates {
  private static final int BITS = 15;

  private ErrorStates() {}

  static List<String> of(byte[] octets) {
    return isDigits(octets) ? ofDigits(octets) : ofBits(octets);
  }

  /** As if it were one byte, or two where it is too large for that. */
  static List<String> of(long number) {
    if (number < 0 || number > 0xffff) {
      return List.of();
    }
    return number <= 0xff
        ? ofBits(new byte[] {(byte) number})
        : ofBits(new byte[] {(byte) (number >> 8), (byte) number});
  }

  private static List<String> ofBits(byte[] octets) {
    List<String> states = new ArrayList<>();
    for (int bit = 0; bit < Math.min(BITS, octets.length * 8); bit++) {
      if ((octets[bit / 8] & (0x80 >> (bit % 8))) != 0) {
        states.add(PrinterConditions.token(bit));
      }
    }
    return List.copyOf(states);
  }

  /** A digit as bits would say low and no toner at once: so it is meant as a digit. */
  private static boolean isDigits(byte[] octets) {
    boolean decimal = false;
    for (byte octet : octets) {
      if (Character.digit(octet, 16) < 0) {
        return false;
      }
      decimal |= octet <= '9';
    }
    return decimal && (octets.length == 1 || octets.length % 2 == 0);
  }

  private static List<String> ofDigits(byte[] octets) {
    if (octets.length == 1) {
      return of(Character.digit(octets[0], 16));
    }
    byte[] plain = new byte[octets.length / 2];
    for (int i = 0; i < plain.length; i++) {
      plain[i] =
          (byte) (Character.digit(octets[2 * i], 16) << 4 | Character.digit(octets[2 * i + 1], 16));
    }
    return ofBits(plain);
  }
}
