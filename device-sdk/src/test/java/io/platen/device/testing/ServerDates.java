package io.platen.device.testing;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.util.Timeout;
import org.glassfish.jersey.apache5.connector.Apache5ClientProperties;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;
import org.glassfish.jersey.client.spi.ConnectorProvider;

/**
 * Lets answers carry the time that a test wants: the server of the Java runtime writes its own into
 * each, and nothing can change that.
 */
public final class ServerDates implements ConnectorProvider {
  private final InstantSource server;
  private volatile int patience;

  public ServerDates(InstantSource server) {
    this.server = server;
  }

  /**
   * How long is really waited for a host that says nothing: a test need not wait as a device does.
   *
   * @param millis 0 for as long as a device
   */
  public void waitFor(int millis) {
    patience = millis;
  }

  private void shorten(ClientRequest request) {
    if (patience > 0) {
      request.setProperty(ClientProperties.CONNECT_TIMEOUT, patience);
      request.setProperty(ClientProperties.READ_TIMEOUT, patience);
    }
  }

  @Override
  public Connector getConnector(Client client, Configuration config) {
    Object connections = config.getProperty(Apache5ClientProperties.CONNECTION_MANAGER);
    if (patience > 0 && connections instanceof PoolingHttpClientConnectionManager pool) {
      pool.setDefaultTlsConfig(
          TlsConfig.custom().setHandshakeTimeout(Timeout.ofMilliseconds(patience)).build());
    }
    Connector real = new Apache5ConnectorProvider().getConnector(client, config);
    return new Connector() {
      @Override
      public ClientResponse apply(ClientRequest request) {
        shorten(request);
        ClientResponse response = real.apply(request);
        String date =
            DateTimeFormatter.RFC_1123_DATE_TIME.format(server.instant().atOffset(ZoneOffset.UTC));
        response.getHeaders().putSingle(HttpHeaders.DATE, date);
        return response;
      }

      @Override
      public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
        throw new UnsupportedOperationException("The device sends one request after the other");
      }

      @Override
      public String getName() {
        return real.getName();
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }
}
