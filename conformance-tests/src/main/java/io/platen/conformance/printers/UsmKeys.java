package io.platen.conformance.printers;

import io.platen.conformance.printers.UsmMessage.Engine;
import io.platen.protocol.sync.SnmpUser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.snmp4j.smi.OctetString;

/**
 * The keys of a user for one engine (RFC 3414 section 2.6): HMAC-SHA-256 with a code of 24 octets
 * (RFC 7860 section 4.2), and AES-128 (RFC 3826).
 */
final class UsmKeys {
  /** Octets of the code. */
  static final int CODE = 24;

  private static final int MEGABYTE = 1024 * 1024;
  private static final int AES = 16;
  private static final AtomicLong SALT = new AtomicLong(1);

  private final byte[] auth;
  private final byte[] priv;

  UsmKeys(SnmpUser user, OctetString engine) {
    if (user.auth() != SnmpUser.Auth.SHA_256 || user.priv() != SnmpUser.Priv.AES_128) {
      throw new IllegalArgumentException("The suite's users have SHA-256 and AES-128: " + user);
    }
    this.auth = localized(user.authPassword(), engine);
    this.priv = Arrays.copyOf(localized(user.privPassword(), engine), AES);
  }

  /** RFC 3414 section A.2: a megabyte of the password, then the engine between two of that. */
  private static byte[] localized(String password, OctetString engine) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] word = password.getBytes(StandardCharsets.UTF_8);
      byte[] much = new byte[MEGABYTE];
      for (int i = 0; i < MEGABYTE; i++) {
        much[i] = word[i % word.length];
      }
      byte[] key = digest.digest(much);
      digest.update(key);
      digest.update(engine.getValue());
      return digest.digest(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Of a message in which zeros stand for it. */
  byte[] code(byte[] blank) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(auth, "HmacSHA256"));
      return Arrays.copyOf(mac.doFinal(blank), CODE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
    }
  }

  /** What was encrypted, and the salt that is needed to open it. */
  record Sealed(OctetString data, OctetString salt) {}

  Sealed encrypt(byte[] plain, Engine engine) {
    byte[] salt = ByteBuffer.allocate(Long.BYTES).putLong(SALT.getAndIncrement()).array();
    byte[] data = aes(Cipher.ENCRYPT_MODE, plain, salt, engine);
    return new Sealed(new OctetString(data), new OctetString(salt));
  }

  byte[] decrypt(byte[] data, byte[] salt, Engine engine) {
    return aes(Cipher.DECRYPT_MODE, data, salt, engine);
  }

  private byte[] aes(int mode, byte[] data, byte[] salt, Engine engine) {
    byte[] start =
        ByteBuffer.allocate(AES).putInt(engine.boots()).putInt(engine.time()).put(salt).array();
    try {
      Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
      cipher.init(mode, new SecretKeySpec(priv, "AES"), new IvParameterSpec(start));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES", e);
    }
  }
}
