package io.platen.device.link;

import io.platen.device.port.Keys;
import io.platen.protocol.Limit;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Configuration;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.auth.AuthSchemeFactory;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.RedirectStrategy;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.socket.PlainConnectionSocketFactory;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.apache5.connector.Apache5ClientProperties;
import org.glassfish.jersey.apache5.connector.Apache5ConnectionClosingStrategy;
import org.glassfish.jersey.apache5.connector.Apache5HttpClientBuilderConfigurator;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.RequestEntityProcessing;
import org.jspecify.annotations.Nullable;

/** Sets the HTTP client up, so that nothing of it is left to a JVM's or a library's defaults. */
final class HttpClients {
  static final Duration CONNECT = Duration.ofSeconds(10);
  static final Duration ANSWER = Limit.ANSWER_SECONDS.duration();
  private static final Duration CONNECTION_LIFE = Duration.ofMinutes(10);

  private HttpClients() {}

  /** TLS 1.3 and nothing older. [PLT-TLS-012] */
  static SSLContext tls(Keys.Material material, PinnedTrust trust) throws GeneralSecurityException {
    return tls(trust, new DeviceKeyManager(material));
  }

  /**
   * @param shown none where the device shows no certificate
   */
  static SSLContext tls(PinnedTrust trust, KeyManager... shown) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(shown, new TrustManager[] {trust}, null);
    return context;
  }

  /** One whose connections come and go. */
  static Client client(Lines lines) {
    ClientConfig config = common();
    config.connectorProvider(lines);
    return ClientBuilder.newClient(config);
  }

  /**
   * What kind of connections a client is to have.
   *
   * @param tls and whether a host must ask for the device's certificate
   * @param clock time that has elapsed, by which answers take too long
   */
  static Configuration connections(
      Security tls, @Nullable ProxySettings proxy, Supplier<Duration> clock) {
    ClientConfig config = common();
    config.property(Apache5ClientProperties.CONNECTION_MANAGER, pool(tls, clock));
    config.register((Apache5HttpClientBuilderConfigurator) builder -> harden(builder, proxy));
    return config;
  }

  private static ClientConfig common() {
    ClientConfig config = new ClientConfig();
    config.property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
    config.property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true);
    config.property(CommonProperties.PROVIDER_DEFAULT_DISABLE, "ALL");
    config.property(ClientProperties.FOLLOW_REDIRECTS, false);
    config.property(ClientProperties.REQUEST_ENTITY_PROCESSING, RequestEntityProcessing.BUFFERED);
    config.property(ClientProperties.CONNECT_TIMEOUT, (int) CONNECT.toMillis());
    config.property(ClientProperties.READ_TIMEOUT, (int) ANSWER.toMillis());
    config.property(Apache5ClientProperties.DISABLE_COOKIES, true);
    config.property(
        Apache5ClientProperties.CONNECTION_CLOSING_STRATEGY,
        (Apache5ConnectionClosingStrategy)
            (request, httpRequest, response, stream) -> {
              httpRequest.abort(); // a body that was not read to its end is not read any further
              response.close();
            });
    config.property(Apache5ClientProperties.REQUEST_CONFIG, requests());
    return config;
  }

  /**
   * How connections are secured.
   *
   * @param mutual whether a host has to ask for the device's certificate
   * @param enough octets of a long answer in each {@link #ANSWER}
   */
  record Security(SSLContext context, boolean mutual, long enough) {}

  private static PoolingHttpClientConnectionManager pool(Security tls, Supplier<Duration> clock) {
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", new ProxySockets(clock, tls.enough()))
                .register("https", new NamedServerSockets(tls, clock))
                .build());
    // Else a handshake in which nothing comes is waited for by the library's default, three
    // minutes.
    connections.setDefaultTlsConfig(
        TlsConfig.custom().setHandshakeTimeout(Timeout.of(CONNECT)).build());
    connections.setDefaultSocketConfig(
        SocketConfig.custom().setSoTimeout(Timeout.of(ANSWER)).build());
    connections.setMaxTotal(4);
    connections.setDefaultMaxPerRoute(1);
    connections.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
            .setSocketTimeout((int) ANSWER.toMillis(), TimeUnit.MILLISECONDS)
            .setTimeToLive(CONNECTION_LIFE.toMillis(), TimeUnit.MILLISECONDS)
            .build());
    return connections;
  }

  private static RequestConfig requests() {
    return RequestConfig.custom()
        .setRedirectsEnabled(false)
        .setConnectionRequestTimeout(Timeout.of(CONNECT))
        .setResponseTimeout(Timeout.of(ANSWER))
        .setProxyPreferredAuthSchemes(List.of(StandardAuthScheme.DIGEST, StandardAuthScheme.BASIC))
        .build();
  }

  private static HttpClientBuilder harden(
      HttpClientBuilder builder, @Nullable ProxySettings proxy) {
    builder
        .disableAutomaticRetries() // ours are counted and go to the other host too
        .setRedirectStrategy(new NoRedirects()) // the connector fails without a strategy
        .disableCookieManagement()
        .setDefaultCookieSpecRegistry(name -> null) // else the list of public suffixes is loaded
        .disableConnectionState() // else connections with a client certificate are used once
        .setUserAgent("platen-device");
    if (proxy != null) {
      login(builder, proxy);
    }
    return builder;
  }

  /** The credentials know the proxy as their only scope: no other host ever sees them. */
  private static void login(HttpClientBuilder builder, ProxySettings proxy) {
    HttpHost host = host(proxy.address());
    builder.setProxy(host);
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    if (proxy.user() != null) {
      String password = proxy.password() == null ? "" : proxy.password();
      credentials.setCredentials(
          new AuthScope(host),
          new UsernamePasswordCredentials(proxy.user(), password.toCharArray()));
    }
    builder.setDefaultCredentialsProvider(credentials);
    RegistryBuilder<AuthSchemeFactory> schemes =
        RegistryBuilder.<AuthSchemeFactory>create()
            .register(StandardAuthScheme.DIGEST, context -> new BoundedDigest());
    if (proxy.basicInClear()) {
      schemes.register(StandardAuthScheme.BASIC, context -> new BasicInClear(proxy.address()));
    }
    builder.setDefaultAuthSchemeRegistry(schemes.build());
  }

  private static HttpHost host(URI address) {
    return new HttpHost(address.getScheme(), address.getHost(), address.getPort());
  }

  /** [PLT-LNK-030] A redirect is a failure, not a way. */
  private static final class NoRedirects implements RedirectStrategy {
    @Override
    public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context) {
      return false;
    }

    @Override
    public URI getLocationURI(HttpRequest request, HttpResponse response, HttpContext context)
        throws HttpException {
      throw new HttpException("Redirects are not followed");
    }
  }

  /** Checks the server's name within the handshake, before the device shows its certificate. */
  private static final class NamedServerSockets extends SSLConnectionSocketFactory {
    private final boolean mutual;
    private final Supplier<Duration> clock;
    private final long enough;

    NamedServerSockets(Security tls, Supplier<Duration> clock) {
      super(tls.context(), new String[] {"TLSv1.3"}, null, new DefaultHostnameVerifier());
      this.mutual = tls.mutual();
      this.clock = clock;
      this.enough = tls.enough();
    }

    /** [PLT-TLS-042] After the handshake, and before the first request. */
    @Override
    protected void verifySession(String hostname, SSLSession session) throws SSLException {
      super.verifySession(hostname, session);
      if (mutual && session.getLocalCertificates() == null) {
        throw new NotAskedException();
      }
    }

    @Override
    public Socket createSocket(@Nullable Proxy socks, HttpContext context) {
      return new PatientSocket(clock, ANSWER, enough);
    }

    @Override
    protected void prepareSocket(SSLSocket socket, HttpContext context) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
  }

  /** To a proxy, in clear until it has made a way through. */
  private static final class ProxySockets extends PlainConnectionSocketFactory {
    private final Supplier<Duration> clock;
    private final long enough;

    ProxySockets(Supplier<Duration> clock, long enough) {
      this.clock = clock;
      this.enough = enough;
    }

    @Override
    public Socket createSocket(@Nullable Proxy socks, HttpContext context) {
      return new PatientSocket(clock, ANSWER, enough);
    }
  }
}
