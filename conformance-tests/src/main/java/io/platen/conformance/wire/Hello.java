package io.platen.conformance.wire;

import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** With which version of TLS a client begins, and with which of its cipher suites. */
public enum Hello {
  TLS_1_3("TLSv1.3", "TLSv1.3"),
  TLS_1_2("TLSv1.2", "TLSv1.2"),

  /** With all that Java has but the suites of the legacy profile. */
  TLS_1_2_OTHERWISE("TLSv1.2", "TLSv1.2 without the suites of the legacy profile") {
    @Override
    String[] suites(SSLSocket socket) {
      return Arrays.stream(socket.getSupportedCipherSuites())
          .filter(suite -> !isOfTheLegacyProfile(suite))
          .toArray(String[]::new);
    }
  };

  private static final Set<String> OF_THE_LEGACY_PROFILE =
      Set.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  private final String protocol;
  private final String text;

  Hello(String protocol, String text) {
    this.protocol = protocol;
    this.text = text;
  }

  /** Whether PLT-TLS-054 allows a suite of TLS 1.2. */
  public static boolean isOfTheLegacyProfile(String suite) {
    return OF_THE_LEGACY_PROFILE.contains(suite);
  }

  void begin(SSLSocket socket, SSLParameters parameters) {
    parameters.setProtocols(new String[] {protocol});
    parameters.setCipherSuites(suites(socket));
  }

  String[] suites(SSLSocket socket) {
    return socket.getEnabledCipherSuites();
  }

  /** As a transcript has it. */
  @Override
  public String toString() {
    return text;
  }
}
