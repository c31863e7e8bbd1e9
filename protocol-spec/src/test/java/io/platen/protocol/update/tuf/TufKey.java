package io.platen.protocol.update.tuf;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** A key pair made for one test, with its public half as TUF writes it. */
record TufKey(String scheme, KeyPair pair, Map<String, String> extra) {

  static TufKey ed25519() {
    return of("ed25519");
  }

  static TufKey of(String scheme) {
    try {
      return new TufKey(scheme, generator(scheme).generateKeyPair(), Map.of());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPairGenerator generator(String scheme) throws GeneralSecurityException {
    if (scheme.startsWith("ecdsa")) {
      KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
      curve.initialize(new ECGenParameterSpec("secp256r1"));
      return curve;
    }
    if (scheme.startsWith("rsa")) {
      KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
      rsa.initialize(2048);
      return rsa;
    }
    return KeyPairGenerator.getInstance("Ed25519");
  }

  /** The same key with a member that TUF does not know. */
  TufKey with(String member, String value) {
    return new TufKey(scheme, pair, Map.of(member, value));
  }

  String id() {
    return sha256(CanonicalJson.of(json()));
  }

  JsonObject json() {
    JsonObjectBuilder key = Json.createObjectBuilder();
    key.add(
        "keytype", scheme.startsWith("rsa") ? "rsa" : scheme.startsWith("ec") ? "ecdsa" : scheme);
    key.add("scheme", scheme);
    key.add("keyval", Json.createObjectBuilder().add("public", publicHalf()));
    extra.forEach(key::add);
    return key.build();
  }

  private String publicHalf() {
    byte[] der = pair.getPublic().getEncoded();
    if (scheme.equals("ed25519")) {
      return HexFormat.of().formatHex(Arrays.copyOfRange(der, der.length - 32, der.length));
    }
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END PUBLIC KEY-----\n";
  }

  String sign(byte[] message) {
    try {
      Signature signature =
          Signature.getInstance(
              scheme.startsWith("ecdsa")
                  ? "SHA256withECDSA"
                  : scheme.equals("rsassa-pss-sha256")
                      ? "RSASSA-PSS"
                      : scheme.startsWith("rsa") ? "SHA256withRSA" : "Ed25519");
      if (scheme.equals("rsassa-pss-sha256")) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
