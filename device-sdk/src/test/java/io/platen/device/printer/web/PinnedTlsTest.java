package io.platen.device.printer.web;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.permanentRedirect;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.platen.device.port.JdkStreams;
import io.platen.device.printer.web.WebFailure.Kind;
import io.platen.device.testing.PrinterCertificates;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real TLS with certificates as printers have them. */
class PinnedTlsTest {
  private static final Instant FIRST = Instant.parse("2026-11-25T10:00:00Z");
  private static final WebLimits LIMITS =
      new WebLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 10_000, 3);

  @TempDir private Path folder;
  private final Pins pins = Pins.inMemory();
  private final WebClient client = new WebClient(new JdkStreams(), () -> FIRST, pins, LIMITS);
  private WireMockServer printer;

  @AfterEach
  void stop() {
    printer.stop();
  }

  @Test
  void trusts_the_certificate_that_a_printer_signed_itself_and_remembers_it() throws Exception {
    // given
    X509Certificate certificate = PrinterCertificates.write(folder.resolve("keys"));
    start("keys", 0);

    // when
    WebResult result = ask();

    // then
    assertThat(((WebPage) result).text()).isEqualTo("page");
    assertThat(pins.find(origin().key())).contains(Pin.of(certificate, FIRST));
    assertThat(result.traffic().bytesIn()).isGreaterThan(1000);
  }

  @Test
  void refuses_another_certificate_before_it_asks_for_anything() throws Exception {
    // given
    final Pin old = Pin.of(PrinterCertificates.write(folder.resolve("old")), FIRST);
    final Pin other = Pin.of(PrinterCertificates.write(folder.resolve("other")), FIRST);
    start("old", 0);
    ask();
    int port = printer.httpsPort();
    printer.stop();
    start("other", port);

    // when
    WebResult result = ask();

    // then
    WebFailure failure = (WebFailure) result;
    assertThat(failure.kind()).isEqualTo(Kind.CERTIFICATE_CHANGED);
    assertThat(failure.change()).isEqualTo(new CertificateChange(origin().key(), old, other));
    assertThat(failure.explanation())
        .contains(old.fingerprint(), other.fingerprint(), "pins forget " + origin().key());
    assertThat(printer.getAllServeEvents()).isEmpty();
    assertThat(failure.traffic().requests()).isZero();
  }

  @Test
  void takes_the_new_certificate_once_the_old_one_is_forgotten() throws Exception {
    // given
    PrinterCertificates.write(folder.resolve("keys"));
    start("keys", 0);
    pins.remember(origin().key(), new Pin("00" + ":00".repeat(31), FIRST));
    assertThat(ask()).isInstanceOf(WebFailure.class);

    // when
    pins.forget(origin().key());

    // then
    assertThat(ask()).isInstanceOf(WebPage.class);
  }

  @Test
  void reads_an_old_printer_with_a_short_key_and_an_old_signature() {
    // given
    PrinterCertificates.write(folder.resolve("keys"), 1024, "SHA1withRSA");
    start("keys", 0);

    // when, then
    assertThat(ask()).isInstanceOf(WebPage.class);
  }

  @Test
  void follows_a_printer_from_http_to_https_but_not_back() {
    // given
    PrinterCertificates.write(folder.resolve("keys"));
    start("keys", 0);
    printer.stubFor(
        get("/secure").willReturn(permanentRedirect("https://127.0.0.1:" + printer.httpsPort())));
    printer.stubFor(
        get("/plain").willReturn(permanentRedirect("http://127.0.0.1:" + printer.port())));
    WebOrigin plain = new WebOrigin(false, loopback(printer.port()));

    // when
    WebResult up = ask(WebRequest.get(plain, "/secure"));
    WebResult down = ask(WebRequest.get(origin(), "/plain"));

    // then
    assertThat(((WebPage) up).text()).isEqualTo("page");
    assertThat(((WebFailure) down).kind()).isEqualTo(Kind.REDIRECTED_ELSEWHERE);
  }

  @Test
  void says_that_a_port_speaks_no_tls() {
    // given
    PrinterCertificates.write(folder.resolve("keys"));
    start("keys", 0);

    // when
    WebResult result = ask(WebRequest.get(new WebOrigin(true, loopback(printer.port())), "/"));

    // then
    assertThat(((WebFailure) result).kind()).isEqualTo(Kind.NO_TLS);
  }

  private void start(String keyStore, int httpsPort) {
    printer =
        new WireMockServer(
            wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .httpsPort(httpsPort)
                .keystoreType("PKCS12")
                .keystorePath(folder.resolve(keyStore).toString())
                .keystorePassword(PrinterCertificates.PASSWORD)
                .keyManagerPassword(PrinterCertificates.PASSWORD));
    printer.start();
    printer.stubFor(get("/").willReturn(ok("page")));
  }

  private WebOrigin origin() {
    return new WebOrigin(true, loopback(printer.httpsPort()));
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private WebResult ask() {
    return ask(WebRequest.get(origin(), "/"));
  }

  private WebResult ask(WebRequest request) {
    try {
      return client.ask(request);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
