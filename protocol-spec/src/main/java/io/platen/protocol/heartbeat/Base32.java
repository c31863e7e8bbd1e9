package io.platen.protocol.heartbeat;

/** RFC 4648 section 6 in lower case and without padding: names of the DNS have no case. */
final class Base32 {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 5;

  private Base32() {}

  /**
   * @param bytes a multiple of five
   */
  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * Byte.SIZE / BITS);
    int held = 0;
    int bits = 0;
    for (byte each : bytes) {
      held = ((held << Byte.SIZE) | (each & 0xff)) & 0xffff;
      for (bits += Byte.SIZE; bits >= BITS; bits -= BITS) {
        text.append(ALPHABET.charAt((held >> (bits - BITS)) & 31));
      }
    }
    return text.toString();
  }
}
