package io.platen.device.link;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.core.Configuration;
import java.net.SocketException;
import java.util.concurrent.Future;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;
import org.glassfish.jersey.client.spi.ConnectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * The connections below one client. They are made anew, with other keys or after a failure, and the
 * client stays: making one costs a small device more than a handshake.
 */
final class Lines implements ConnectorProvider, Connector {
  private final ConnectorProvider makes;
  private @Nullable Client client;
  private @Nullable Configuration wanted;
  private @Nullable Connector current;

  Lines(ConnectorProvider makes) {
    this.makes = makes;
  }

  @Override
  public synchronized Connector getConnector(Client owner, Configuration itsOwn) {
    client = owner;
    return this;
  }

  /** From now on connections are of that kind. */
  void open(Configuration kind) {
    end();
    synchronized (this) {
      wanted = kind;
    }
  }

  /** Ends what runs, and all connections. */
  void end() {
    Connector ended;
    synchronized (this) {
      ended = current;
      current = null;
      wanted = null;
    }
    if (ended != null) {
      ended.close();
    }
  }

  private synchronized Connector line() {
    Connector line = current;
    if (line == null) {
      if (client == null || wanted == null) {
        throw new ProcessingException(new SocketException("The connection was ended"));
      }
      line = makes.getConnector(client, wanted);
      current = line;
    }
    return line;
  }

  @Override
  public ClientResponse apply(ClientRequest request) {
    return line().apply(request);
  }

  @Override
  public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
    return line().apply(request, callback);
  }

  @Override
  public String getName() {
    return "platen";
  }

  @Override
  public void close() {
    end();
  }
}
