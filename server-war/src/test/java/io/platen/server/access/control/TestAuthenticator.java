package io.platen.server.access.control;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** An authenticator with one key on P-256 that does what a test says, also what none would do. */
final class TestAuthenticator {
  static final int PRESENT = 1;
  static final int VERIFIED = 4;
  private static final int ATTESTED = 0x40;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair key = newKey();
  private final byte[] id = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  String origin = "https://platen.example.org:8444";
  String rpId = "platen.example.org";
  int flags = PRESENT | VERIFIED;
  int counter;

  /** The answer to {@code navigator.credentials.create} as JSON. */
  String create(String challenge) {
    byte[] authData = authData(flags | ATTESTED, attested());
    ByteArrayOutputStream cbor = new ByteArrayOutputStream();
    cbor.write(0xA3);
    text(cbor, "fmt");
    text(cbor, "none");
    text(cbor, "attStmt");
    cbor.write(0xA0);
    text(cbor, "authData");
    bytes(cbor, authData);
    return json(
        "\"clientDataJSON\":\""
            + BASE64.encodeToString(client("webauthn.create", challenge))
            + "\",\"attestationObject\":\""
            + BASE64.encodeToString(cbor.toByteArray())
            + "\",\"transports\":[\"internal\"]");
  }

  /** The answer to {@code navigator.credentials.get} as JSON. */
  String get(String challenge, byte[] handle) {
    byte[] client = client("webauthn.get", challenge);
    byte[] authData = authData(flags, new byte[0]);
    return json(
        "\"clientDataJSON\":\""
            + BASE64.encodeToString(client)
            + "\",\"authenticatorData\":\""
            + BASE64.encodeToString(authData)
            + "\",\"signature\":\""
            + BASE64.encodeToString(sign(authData, sha256(client)))
            + "\",\"userHandle\":\""
            + BASE64.encodeToString(handle)
            + "\"");
  }

  private String json(String response) {
    String name = BASE64.encodeToString(id);
    return "{\"id\":\""
        + name
        + "\",\"rawId\":\""
        + name
        + "\",\"type\":\"public-key\",\"authenticatorAttachment\":\"platform\","
        + "\"clientExtensionResults\":{},\"response\":{"
        + response
        + "}}";
  }

  private byte[] client(String type, String challenge) {
    return ("{\"type\":\""
            + type
            + "\",\"challenge\":\""
            + challenge
            + "\",\"origin\":\""
            + origin
            + "\",\"crossOrigin\":false}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] authData(int withFlags, byte[] rest) {
    return ByteBuffer.allocate(37 + rest.length)
        .put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
        .put((byte) withFlags)
        .putInt(counter)
        .put(rest)
        .array();
  }

  private byte[] attested() {
    ECPublicKey open = (ECPublicKey) key.getPublic();
    ByteArrayOutputStream cose = new ByteArrayOutputStream();
    cose.writeBytes(new byte[] {(byte) 0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21});
    bytes(cose, coordinate(open.getW().getAffineX()));
    cose.write(0x22);
    bytes(cose, coordinate(open.getW().getAffineY()));
    return ByteBuffer.allocate(16 + 2 + id.length + cose.size())
        .put(new byte[16])
        .putShort((short) id.length)
        .put(id)
        .put(cose.toByteArray())
        .array();
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private static void text(ByteArrayOutputStream cbor, String text) {
    cbor.write(0x60 + text.length());
    cbor.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void bytes(ByteArrayOutputStream cbor, byte[] bytes) {
    cbor.write(0x58);
    cbor.write(bytes.length);
    cbor.writeBytes(bytes);
  }

  private byte[] sign(byte[] authData, byte[] clientHash) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key.getPrivate());
      signature.update(authData);
      signature.update(clientHash);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
