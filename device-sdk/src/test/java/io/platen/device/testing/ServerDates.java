package io.platen.device.testing;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Future;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
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

  public ServerDates(InstantSource server) {
    this.server = server;
  }

  @Override
  public Connector getConnector(Client client, Configuration config) {
    Connector real = new Apache5ConnectorProvider().getConnector(client, config);
    return new Connector() {
      @Override
      public ClientResponse apply(ClientRequest request) {
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
