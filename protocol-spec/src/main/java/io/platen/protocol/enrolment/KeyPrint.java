package io.platen.protocol.enrolment;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;

/**
 * The SHA-256 of a public key's SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7): by it the server
 * tells keys apart, people compare them, and an activation string names an authority.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record KeyPrint(String hex) {
  private static final String CONSONANTS = "bdfghjklmnprstvz";
  private static final String VOWELS = "aiou";
  private static final int WORDS = 4;
  private static final int PIN_BYTES = 16;
  private static final int PIN_SYMBOLS = 26;

  public KeyPrint {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("A key's print has 64 hexadecimal digits");
    }
  }

  public static KeyPrint of(PublicKey key) {
    return ofSubjectPublicKeyInfo(key.getEncoded());
  }

  /**
   * @param encoded DER
   */
  public static KeyPrint ofSubjectPublicKeyInfo(byte[] encoded) {
    try {
      return of(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * @param digest 32 bytes
   */
  public static KeyPrint of(byte[] digest) {
    return new KeyPrint(HexFormat.of().formatHex(digest));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /**
   * [PLT-ENR-045] The first 64 bits as four words that can be said on the telephone, such as {@code
   * lusab babad gutih tugad}: 16 bits a word, consonant (4 bits), vowel (2), consonant, vowel,
   * consonant.
   */
  public String words() {
    byte[] bytes = bytes();
    StringJoiner words = new StringJoiner(" ");
    for (int i = 0; i < WORDS; i++) {
      words.add(word(((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff)));
    }
    return words.toString();
  }

  private static String word(int bits) {
    return new String(
        new char[] {
          CONSONANTS.charAt(bits >> 12 & 15),
          VOWELS.charAt(bits >> 10 & 3),
          CONSONANTS.charAt(bits >> 6 & 15),
          VOWELS.charAt(bits >> 4 & 3),
          CONSONANTS.charAt(bits & 15)
        });
  }

  /** The first 128 bits in 26 symbols, for activation strings. */
  public String pin() {
    byte[] first = Arrays.copyOf(bytes(), PIN_BYTES);
    return Symbols.of(new BigInteger(1, first), PIN_SYMBOLS);
  }
}
