package io.platen.conformance.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * A small server that keeps to the protocol but for its {@link Fault}: a device listener that plays
 * all four hosts, and an enrolment listener. The suite is held against it.
 */
public final class FakeServer implements AutoCloseable {
  private static final char[] NO_PASSWORD = new char[0];

  /** How much of a refused body the JDK's server reads on. */
  private static final String DRAIN = "sun.net.httpserver.drainAmount";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Optional<Fault> fault;
  private final FakeTls tls;
  private final Identity own;
  private final PeerPki devices;
  private final FakeHost deviceListener;
  private final HttpsServer enrolmentListener;

  /** By TLS 1.3 alone. */
  public FakeServer(Identity own, PeerPki devices, FakeProtocol protocol, Optional<Fault> fault) {
    this(own, devices, protocol, FakeTls.of(false, fault), fault);
  }

  /**
   * @param own the certificate that it shows
   * @param devices the authority that it trusts for devices
   */
  FakeServer(
      Identity own, PeerPki devices, FakeProtocol protocol, FakeTls tls, Optional<Fault> fault) {
    // A body that is refused half way is read on until the client leaves: to close the connection
    // over unread bytes would reset it, and the answer could be lost.
    System.setProperty(DRAIN, Long.toString(1L << 40));
    this.own = own;
    this.devices = devices;
    this.fault = fault;
    this.tls = tls;
    this.deviceListener = host(protocol);
    this.enrolmentListener = listener(tls.onEnrolmentHost(), protocol::onEnrolmentListener);
  }

  public URI deviceUrl() {
    return deviceListener.url();
  }

  public URI enrolmentUrl() {
    return URI.create("https://localhost:" + enrolmentListener.getAddress().getPort());
  }

  @Override
  public void close() {
    deviceListener.close();
    enrolmentListener.stop(0);
    threads.shutdownNow();
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }

  private FakeHost host(FakeProtocol protocol) {
    try {
      SSLContext context = context();
      SSLParameters chosen = tls.parameters(context, tls.onDeviceHosts());
      if (has(Fault.NEEDS_NO_CERTIFICATE)) {
        chosen.setWantClientAuth(true);
      } else {
        chosen.setNeedClientAuth(true);
      }
      return new FakeHost(context, chosen, threads, protocol::onDeviceHost, protocol.live());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpsServer listener(List<String> versions, Answerer answerer) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(configurator(versions));
      server.createContext("/", exchange -> handle(exchange, answerer));
      server.setExecutor(threads);
      server.start();
      return server;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void handle(HttpExchange exchange, Answerer answerer) throws IOException {
    try (exchange) {
      FakeProtocol.Answer answer = answerer.answer(Incoming.of((HttpsExchange) exchange));
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      if (answer.body().length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  private HttpsConfigurator configurator(List<String> versions) throws GeneralSecurityException {
    return new HttpsConfigurator(context()) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters chosen = tls.parameters(getSSLContext(), versions);
        chosen.setWantClientAuth(true);
        parameters.setSSLParameters(chosen);
      }
    };
  }

  private SSLContext context() throws GeneralSecurityException {
    try {
      // In memory only: what PKCS#12 takes its time for would protect nothing.
      KeyStore keys = KeyStore.getInstance("JKS");
      keys.load(null, null);
      X509Certificate[] chain = own.chain().toArray(X509Certificate[]::new);
      keys.setKeyEntry("own", own.key(), NO_PASSWORD, chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          managers.getKeyManagers(),
          new TrustManager[] {new FakeTrust(List.of(devices.certificate()), fault)},
          null);
      return context;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the answer to one request. */
  @FunctionalInterface
  interface Answerer {
    FakeProtocol.Answer answer(Incoming asked) throws IOException;
  }
}
