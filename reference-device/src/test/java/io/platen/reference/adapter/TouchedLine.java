package io.platen.reference.adapter;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.core.Configuration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;
import org.glassfish.jersey.client.spi.ConnectorProvider;

/** The client of a device, with somebody's hand on what goes over it. */
record TouchedLine(Touch touch) implements ConnectorProvider {
  /** What is done with a request. */
  @FunctionalInterface
  interface Touch {
    ClientResponse pass(ClientRequest request, Function<ClientRequest, ClientResponse> onward);
  }

  @Override
  public Connector getConnector(Client client, Configuration configuration) {
    return new Touched(new Apache5ConnectorProvider().getConnector(client, configuration), touch);
  }

  private record Touched(Connector right, Touch touch) implements Connector {
    @Override
    public ClientResponse apply(ClientRequest request) {
      return touch.pass(request, right::apply);
    }

    @Override
    public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
      callback.response(apply(request));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public String getName() {
      return right.getName();
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
