package io.platen.protocol.sync;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A user of SNMP v3's user-based security model (RFC 3414).
 *
 * @param name 1 to 32 bytes of UTF-8
 * @param auth how messages are authenticated
 * @param authPassword at least 8 characters; empty without authentication
 * @param priv how messages are encrypted; needs authentication
 * @param privPassword at least 8 characters; empty without encryption
 * @param context the name of the SNMP context; mostly empty
 */
public record SnmpUser(
    String name, Auth auth, String authPassword, Priv priv, String privPassword, String context) {
  private static final int LONGEST_NAME = 32;
  private static final int SHORTEST_PASSWORD = 8;

  /**
   * @throws IllegalArgumentException when no agent could know such a user; the message says why,
   *     and holds no password
   */
  public SnmpUser {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > LONGEST_NAME) {
      throw new IllegalArgumentException("A user's name has 1 to 32 bytes, not " + length);
    }
    if (priv != Priv.NONE && auth == Auth.NONE) {
      throw new IllegalArgumentException("Encryption needs authentication (RFC 3414 1.4.3)");
    }
    demandPassword("authentication", auth != Auth.NONE, authPassword);
    demandPassword("encryption", priv != Priv.NONE, privPassword);
  }

  /** RFC 3414 11.2: shorter ones are refused by most agents. */
  private static void demandPassword(String purpose, boolean needed, String password) {
    if (needed && password.length() < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException(
          "The password for " + purpose + " has at least 8 characters");
    }
    if (!needed && !password.isEmpty()) {
      throw new IllegalArgumentException("There is a password for " + purpose + ", which is off");
    }
  }

  /** RFC 3414 (MD5, SHA-1) and RFC 7860 (the others). */
  public enum Auth {
    NONE,
    MD5,
    SHA_1,
    SHA_224,
    SHA_256,
    SHA_384,
    SHA_512;

    /** As on the wire: {@code sha-256}. */
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * RFC 3414 (DES), RFC 3826 (AES-128). AES-192 and AES-256 are no standard, and come in two forms
   * that differ in how a short key is made longer: as in the Internet draft by Blumenthal and
   * others, and, with a C, as in the draft by Reeder for Triple-DES, which Cisco's agents use.
   */
  public enum Priv {
    NONE,
    DES,
    AES_128,
    AES_192,
    AES_256,
    AES_192_C,
    AES_256_C;

    /** As on the wire: {@code aes-128}. */
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "SnmpUser[" + name + ", " + auth.token() + ", " + priv.token() + "]";
  }
}
