package io.platen.server.operation;

import static io.platen.protocol.Requirement.PLT_TLS_047;
import static io.platen.protocol.Requirement.PLT_TLS_048;
import static io.platen.protocol.Requirement.PLT_TLS_049;
import static io.platen.protocol.Requirement.PLT_TLS_050;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.listener.ClientTrust;
import io.platen.server.listener.ForwardedHeader;
import io.platen.server.listener.Listener;
import io.platen.server.testing.Stub;
import io.platen.server.testing.TestAuthority;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyGateTest {
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final String REPORTS = "/update/v1/reports";

  private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
  private TestAuthority devices;
  private X509Certificate proxy;
  private X509Certificate device;
  private Object seen;
  private String address;
  private boolean passed;

  @BeforeEach
  void issue() throws Exception {
    devices = TestAuthority.named("Devices");
    proxy = certificate(TestAuthority.named("Proxies").issue("proxy"));
    device = certificate(devices.issue("0a000000-0000-4000-8000-00000000000b"));
  }

  private static X509Certificate certificate(KeyStore store) throws Exception {
    return (X509Certificate) store.getCertificate("key");
  }

  private static String header(X509Certificate certificate) throws Exception {
    return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
  }

  private void send(String path, X509Certificate shown, String... header) throws Exception {
    ClientTrust trust = new ClientTrust(() -> List.of(devices.certificate()));
    ProxyGate gate =
        new ProxyGate(
            () -> List.of(proxy),
            Map.of(Listener.DEVICE, trust, Listener.ENROLMENT, trust),
            Optional.of(ForwardedHeader.X_FORWARDED_FOR));
    HttpServletRequest request =
        Stub.of(
            HttpServletRequest.class,
            name ->
                switch (name) {
                  case "getServletPath" -> path;
                  case "getHeaders Client-Cert" -> Collections.enumeration(List.of(header));
                  case "getHeaders X-Forwarded-For" ->
                      Collections.enumeration(List.of("192.0.2.1, 203.0.113.7"));
                  case "getRemoteAddr" -> "198.51.100.2";
                  case "getAttribute " + CERTIFICATES -> new X509Certificate[] {shown};
                  default -> null;
                });
    HttpServletResponse response =
        Stub.of(
            HttpServletResponse.class, name -> name.equals("getOutputStream") ? output() : null);
    FilterChain chain =
        (onward, response2) -> {
          passed = true;
          seen = onward.getAttribute(CERTIFICATES);
          address = ((HttpServletRequest) onward).getRemoteAddr();
        };
    gate.doFilter(request, response, chain);
  }

  private ServletOutputStream output() {
    return new ServletOutputStream() {
      @Override
      public void write(int octet) {
        answered.write(octet);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private Problem problem() throws Exception {
    assertThat(passed).isFalse();
    return ProblemCodec.read(answered.toByteArray());
  }

  @Test
  @Verifies(positive = {PLT_TLS_047, PLT_TLS_049, PLT_TLS_050})
  void puts_the_certificate_of_the_header_in_the_place_of_a_listed_proxys() throws Exception {
    // when
    send(REPORTS, proxy, header(device));

    // then
    assertThat((X509Certificate[]) seen).containsExactly(device);
  }

  @Test
  @Verifies(negative = PLT_TLS_047)
  void leaves_a_client_who_is_not_listed_with_its_own_certificate() throws Exception {
    // given
    X509Certificate stranger = certificate(devices.issue("0a000000-0000-4000-8000-00000000000c"));

    // when
    send(REPORTS, stranger, header(device));

    // then
    assertThat((X509Certificate[]) seen).containsExactly(stranger);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {REPORTS, "/.well-known/est/platen/simpleenroll"})
  void puts_the_address_that_a_listed_proxy_saw_in_the_place_of_its_own(String path)
      throws Exception {
    // when
    send(path, proxy, header(device));

    // then: and not what the client has sent before
    assertThat(address).isEqualTo("203.0.113.7");
  }

  @Test
  void leaves_a_client_who_is_not_listed_with_its_own_address() throws Exception {
    // when
    send("/.well-known/est/platen/simpleenroll", device);

    // then
    assertThat(passed).isTrue();
    assertThat(address).isEqualTo("198.51.100.2");
  }

  @Test
  @Verifies(positive = PLT_TLS_048)
  void refuses_a_listed_proxy_that_passes_nothing_on() throws Exception {
    // when
    send(REPORTS, proxy);

    // then
    assertThat(problem().type()).isEqualTo(ProblemType.CERTIFICATE_STRIPPED);
  }

  @Test
  @Verifies(negative = PLT_TLS_048)
  void lets_a_client_without_a_certificate_through_where_none_is_needed() throws Exception {
    // when
    send("/.well-known/est/platen/cacerts", proxy);

    // then: and the proxy's own is not taken for one
    assertThat(passed).isTrue();
    assertThat(seen).isNull();
  }

  @ParameterizedTest(name = "<{0}>")
  @ValueSource(
      strings = {"", ":", "::", "MIIB", ":MIIB", ":%%%:", ":MIIB:", ":AAAA:;a=1", "\"MIIB\""})
  @Verifies(negative = PLT_TLS_049)
  void refuses_what_is_no_certificate(String value) throws Exception {
    // when
    send(REPORTS, proxy, value);

    // then
    assertThat(problem().type()).isEqualTo(ProblemType.MALFORMED);
  }

  @Test
  @Verifies(negative = PLT_TLS_049)
  void refuses_the_header_twice() throws Exception {
    // when
    send(REPORTS, proxy, header(device), header(device));

    // then
    assertThat(problem().detail()).contains("2 times");
  }

  @Test
  @Verifies(negative = PLT_TLS_049)
  void refuses_a_header_of_20_kilobytes() throws Exception {
    // when
    send(REPORTS, proxy, ":" + "A".repeat(20_000) + ":");

    // then
    assertThat(problem().detail()).contains("longer than 16384 bytes");
  }

  @Test
  @Verifies(negative = PLT_TLS_049)
  void refuses_what_goes_on_after_the_certificate() throws Exception {
    // given
    byte[] der = device.getEncoded();
    byte[] more = java.util.Arrays.copyOf(der, der.length + 3);

    // when
    send(REPORTS, proxy, ":" + Base64.getEncoder().encodeToString(more) + ":");

    // then
    assertThat(problem().type()).isEqualTo(ProblemType.MALFORMED);
  }

  @Test
  @Verifies(negative = PLT_TLS_050)
  void refuses_a_certificate_of_another_authority_and_one_that_has_expired() throws Exception {
    for (X509Certificate bad :
        List.of(
            certificate(TestAuthority.named("Another").issue("x")),
            certificate(devices.issueExpired("x")))) {
      // given
      answered.reset();

      // when
      send(REPORTS, proxy, header(bad));

      // then
      assertThat(problem().type()).isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
    }
  }
}
