package io.platen.device.printer.snmp.usm;

import io.platen.protocol.sync.SnmpUser;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.AuthenticationProtocol;
import org.snmp4j.security.ByteArrayWindow;
import org.snmp4j.security.DecryptParams;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.PrivacyProtocol;
import org.snmp4j.security.nonstandard.PrivAES192With3DESKeyExtension;
import org.snmp4j.security.nonstandard.PrivAES256With3DESKeyExtension;
import org.snmp4j.smi.OctetString;

/**
 * A user's algorithms with the keys for one engine (RFC 3414 2.6): they are worth nothing at
 * another one.
 */
final class Ciphers {
  private final @Nullable AuthenticationProtocol auth;
  private final @Nullable PrivacyProtocol priv;
  private final byte[] authKey;
  private final byte[] privKey;

  Ciphers(SnmpUser user, byte[] engineId) {
    this.auth = auth(user.auth());
    this.priv = priv(user.priv());
    this.authKey =
        auth == null
            ? new byte[0]
            : auth.passwordToKey(new OctetString(user.authPassword()), engineId);
    this.privKey = auth == null || priv == null ? new byte[0] : privKey(user, auth, priv, engineId);
  }

  private static byte[] privKey(
      SnmpUser user, AuthenticationProtocol auth, PrivacyProtocol priv, byte[] engineId) {
    OctetString password = new OctetString(user.privPassword());
    byte[] key = auth.passwordToKey(password, engineId);
    return key.length < priv.getMinKeyLength()
        ? priv.extendShortKey(key, password, engineId, auth)
        : Arrays.copyOf(key, Math.min(key.length, priv.getMaxKeyLength()));
  }

  boolean authenticate() {
    return auth != null;
  }

  boolean encrypt() {
    return priv != null;
  }

  /** Bytes of the code that authenticates a message; 0 without authentication. */
  int codeLength() {
    return auth == null ? 0 : auth.getAuthenticationCodeLength();
  }

  /** Writes the code into its place, which holds zeros before. */
  void sign(byte[] message, int place) {
    if (auth != null) {
      auth.authenticate(
          authKey, message, 0, message.length, new ByteArrayWindow(message, place, codeLength()));
    }
  }

  /** Whether the code at that place is right for the message. */
  boolean isAuthentic(byte[] message, int place, int length) {
    if (auth == null || length != codeLength()) {
      return false;
    }
    byte[] own = message.clone();
    Arrays.fill(own, place, place + length, (byte) 0);
    sign(own, place);
    return MessageDigest.isEqual(
        Arrays.copyOfRange(own, place, place + length),
        Arrays.copyOfRange(message, place, place + length));
  }

  /** Encrypted bytes, and the salt that the receiver needs. */
  record Sealed(ByteBuffer data, ByteBuffer salt) {}

  Sealed seal(byte[] plain, int boots, int time) {
    if (priv == null) {
      throw new IllegalStateException("The user does not encrypt");
    }
    DecryptParams salt = new DecryptParams();
    byte[] data = priv.encrypt(plain, 0, plain.length, privKey, boots, time, salt);
    return new Sealed(
        ByteBuffer.wrap(data), ByteBuffer.wrap(salt.array, salt.offset, salt.length).slice());
  }

  /**
   * @throws IllegalArgumentException when the salt or the length cannot be right
   */
  byte[] open(byte[] data, byte[] salt, int boots, int time) {
    if (priv == null || salt.length != priv.getDecryptParamsLength()) {
      throw new IllegalArgumentException("A salt of " + salt.length + " bytes");
    }
    return priv.decrypt(
        data, 0, data.length, privKey, boots, time, new DecryptParams(salt, 0, salt.length));
  }

  private static @Nullable AuthenticationProtocol auth(SnmpUser.Auth auth) {
    return switch (auth) {
      case NONE -> null;
      case MD5 -> new AuthMD5();
      case SHA_1 -> new AuthSHA();
      case SHA_224 -> new AuthHMAC128SHA224();
      case SHA_256 -> new AuthHMAC192SHA256();
      case SHA_384 -> new AuthHMAC256SHA384();
      case SHA_512 -> new AuthHMAC384SHA512();
    };
  }

  private static @Nullable PrivacyProtocol priv(SnmpUser.Priv priv) {
    return switch (priv) {
      case NONE -> null;
      case DES -> new PrivDES();
      case AES_128 -> new PrivAES128();
      case AES_192 -> new PrivAES192();
      case AES_256 -> new PrivAES256();
      case AES_192_C -> new PrivAES192With3DESKeyExtension();
      case AES_256_C -> new PrivAES256With3DESKeyExtension();
    };
  }
}
