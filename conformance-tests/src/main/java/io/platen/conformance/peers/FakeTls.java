package io.platen.conformance.peers;

import io.platen.conformance.wire.Hello;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The versions of TLS that a fake server speaks.
 *
 * @param onAnySuite whether TLS 1.2 is not kept to the suites of the legacy profile
 */
record FakeTls(List<String> onDeviceHosts, List<String> onEnrolmentHost, boolean onAnySuite) {
  private static final List<String> NEW = List.of("TLSv1.3");
  private static final List<String> BOTH = List.of("TLSv1.3", "TLSv1.2");

  FakeTls {
    onDeviceHosts = List.copyOf(onDeviceHosts);
    onEnrolmentHost = List.copyOf(onEnrolmentHost);
  }

  /**
   * @param legacy whether the legacy profile is switched on
   */
  static FakeTls of(boolean legacy, Optional<Fault> fault) {
    boolean old = legacy ? !is(fault, Fault.HAS_NO_TLS_1_2) : is(fault, Fault.SPEAKS_TLS_1_2);
    return new FakeTls(
        old ? BOTH : NEW,
        is(fault, Fault.ENROLS_BY_TLS_1_2) ? BOTH : NEW,
        is(fault, Fault.TAKES_ANY_SUITE_OF_TLS_1_2));
  }

  private static boolean is(Optional<Fault> fault, Fault one) {
    return fault.filter(one::equals).isPresent();
  }

  SSLParameters parameters(SSLContext context, List<String> versions) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(versions.toArray(String[]::new));
    if (!onAnySuite) {
      parameters.setCipherSuites(
          Arrays.stream(parameters.getCipherSuites())
              .filter(suite -> isOfTls13(suite) || Hello.isOfTheLegacyProfile(suite))
              .toArray(String[]::new));
    }
    return parameters;
  }

  /** Those name no exchange of keys. */
  private static boolean isOfTls13(String suite) {
    return !suite.contains("_WITH_");
  }
}
