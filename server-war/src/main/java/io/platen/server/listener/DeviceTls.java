package io.platen.server.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the device port speaks. The other ports speak TLS 1.3 and nothing else, always. */
public enum DeviceTls {
  /** The default. */
  TLS_1_3,

  /** The legacy profile: TLS 1.2 too, for devices that cannot do better. */
  LEGACY;

  /** The configuration key that chooses. */
  public static final String KEY = "platen.device.tls12";

  /** Its value for {@link #LEGACY}. */
  public static final String ON = "on";

  // [PLT-TLS-054] RFC 9325 section 4.2: forward secrecy and authenticated encryption.
  private static final List<String> LEGACY_SUITES =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

  private static final List<String> SUITES_OF_1_3 =
      List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256");

  /** Those of TLS 1.3, for certificates too: nothing with SHA-1, SHA-224 or DSA. */
  private static final String SIGNATURES =
      "ecdsa_secp256r1_sha256,ecdsa_secp384r1_sha384,ecdsa_secp521r1_sha512,ed25519,ed448,"
          + "rsa_pss_rsae_sha256,rsa_pss_rsae_sha384,rsa_pss_rsae_sha512,"
          + "rsa_pss_pss_sha256,rsa_pss_pss_sha384,rsa_pss_pss_sha512,"
          + "rsa_pkcs1_sha256,rsa_pkcs1_sha384,rsa_pkcs1_sha512";

  /** What only the whole process can be told, and before it does any TLS. */
  private static final Map<String, String> LEGACY_PROPERTIES =
      Map.of(
          // [PLT-TLS-055] RFC 7627: a session belongs to one pair of certificates.
          "jdk.tls.allowLegacyMasterSecret", "false",
          // [PLT-TLS-056]
          "jdk.tls.rejectClientInitiatedRenegotiation", "true",
          "jdk.tls.server.SignatureSchemes", SIGNATURES);

  public static DeviceTls of(@Nullable String value) {
    return ON.equals(value) ? LEGACY : TLS_1_3;
  }

  /** System properties that the process has to have. */
  public Map<String, String> systemProperties() {
    return this == LEGACY ? new TreeMap<>(LEGACY_PROPERTIES) : Map.of();
  }

  /** What is missing in a process that somebody else has started. */
  public List<String> findings(UnaryOperator<@Nullable String> properties) {
    List<String> findings = new ArrayList<>();
    systemProperties()
        .forEach(
            (name, value) -> {
              if (!value.equals(properties.apply(name))) {
                findings.add(
                    KEY + " is on, but the container runs without -D" + name + "=" + value + ".");
              }
            });
    return findings;
  }

  boolean allows(String suite) {
    return LEGACY_SUITES.contains(suite) || SUITES_OF_1_3.contains(suite);
  }

  /** As the container's {@code ssl3-tls-ciphers} has them. */
  String suites() {
    return Stream.concat(SUITES_OF_1_3.stream(), LEGACY_SUITES.stream())
        .map(suite -> "+" + suite)
        .collect(Collectors.joining(","));
  }
}
