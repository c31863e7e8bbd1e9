package io.platen.device.snmp;

/** The character set hp-roman8 (RFC 1345), which the JDK does not know. */
final class HpRoman8 {
  private static final int UPPER_HALF = 0xA0;

  /** The characters from 0xA0 on; 0xFF is not assigned. */
  private static final String UPPER =
      "\u00A0ÀÂÈÊËÎÏ´\u02CB\u02C6¨\u02DCÙÛ\u20A4"
          + "¯Ýý°ÇçÑñ¡¿¤£¥§\u0192¢"
          + "âêôûáéóúàèòùäëöü"
          + "ÅîØÆåíøæÄìÖÜÉïßÔ"
          + "ÁÃãÐðÍÌÓÒÕõŠšÚŸÿ"
          + "Þþ·µ¶¾\u2014¼½ªº«\u25A0»±\uFFFD";

  private HpRoman8() {}

  static String decode(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte each : bytes) {
      int code = each & 0xff;
      text.append(code < UPPER_HALF ? (char) code : UPPER.charAt(code - UPPER_HALF));
    }
    return text.toString();
  }
}
