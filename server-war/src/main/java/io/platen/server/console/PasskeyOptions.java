package io.platen.server.console;

import io.platen.server.access.control.Passkeys;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

/**
 * What a browser is asked, in the form of Web Authentication, level 3, section 5.1.8 and 5.1.10.
 */
final class PasskeyOptions {
  private static final int MILLISECONDS = 120_000;

  /** ES256, EdDSA, RS256. */
  private static final int[] ALGORITHMS = {-7, -8, -257};

  private PasskeyOptions() {}

  static String of(Passkeys.Creation creation) {
    JsonArrayBuilder algorithms = Json.createArrayBuilder();
    for (int algorithm : ALGORITHMS) {
      algorithms.add(Json.createObjectBuilder().add("type", "public-key").add("alg", algorithm));
    }
    JsonArrayBuilder others = Json.createArrayBuilder();
    creation.others().forEach(id -> others.add(credential(id)));
    return Json.createObjectBuilder()
        .add("rp", Json.createObjectBuilder().add("id", creation.rpId()).add("name", "Platen"))
        .add(
            "user",
            Json.createObjectBuilder()
                .add("id", creation.handle())
                .add("name", creation.login())
                .add("displayName", creation.login()))
        .add("challenge", creation.challenge())
        .add("pubKeyCredParams", algorithms)
        .add("excludeCredentials", others)
        .add(
            "authenticatorSelection",
            Json.createObjectBuilder()
                .add("residentKey", "required")
                .add("userVerification", "required"))
        .add("attestation", "none")
        .add("timeout", MILLISECONDS)
        .build()
        .toString();
  }

  static String of(Passkeys.Use use) {
    return Json.createObjectBuilder()
        .add("rpId", use.rpId())
        .add("challenge", use.challenge())
        .add("userVerification", "required")
        .add("timeout", MILLISECONDS)
        .build()
        .toString();
  }

  private static JsonObjectBuilder credential(String id) {
    return Json.createObjectBuilder().add("type", "public-key").add("id", id);
  }
}
