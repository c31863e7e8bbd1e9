package io.platen.reference.simulation;

import io.platen.device.port.Keys;
import io.platen.reference.simulation.Exchange.Answer;
import io.platen.reference.simulation.Exchange.Request;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;
import org.glassfish.jersey.client.spi.ConnectorProvider;

/**
 * A device's way to its hosts in place of Apache's: all of the SDK's link works, up to where octets
 * would go into a socket. A connection shows the certificate that the device had when it was made.
 */
final class Wire implements ConnectorProvider {
  private final UUID device;
  private final World world;
  private final Carrier carrier;
  private final Supplier<Keys> keys;

  /** Brings a request to a host, and its answer back. */
  interface Carrier {
    Answer exchange(Request request) throws IOException;
  }

  Wire(UUID device, World world, Carrier carrier, Supplier<Keys> keys) {
    this.device = device;
    this.world = world;
    this.carrier = carrier;
    this.keys = keys;
  }

  @Override
  public Connector getConnector(Client client, Configuration configuration) {
    return new Line(shown());
  }

  private X509Certificate shown() {
    try {
      Keys known = keys.get();
      return known == null ? null : known.load().certificate();
    } catch (GeneralSecurityException e) {
      return null; // it is not enrolled yet
    }
  }

  private final class Line implements Connector {
    private final X509Certificate shown;

    Line(X509Certificate shown) {
      this.shown = shown;
    }

    @Override
    public ClientResponse apply(ClientRequest request) {
      try {
        return answered(request, carrier.exchange(asked(request)));
      } catch (IOException e) {
        throw new ProcessingException(e);
      }
    }

    private Request asked(ClientRequest request) throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      if (request.hasEntity()) {
        request.setStreamProvider(length -> body);
        request.writeEntity();
      }
      Map<String, String> headers = new TreeMap<>();
      request
          .getStringHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
      return new Request(
          device,
          request.getUri().getHost(),
          request.getMethod(),
          request.getUri().getPath(),
          headers,
          body.toByteArray(),
          shown);
    }

    private ClientResponse answered(ClientRequest request, Answer answer) {
      ClientResponse response =
          new ClientResponse(Response.Status.fromStatusCode(answer.status()), request);
      String date =
          DateTimeFormatter.RFC_1123_DATE_TIME.format(world.instant().atOffset(ZoneOffset.UTC));
      response.header("Date", date);
      if (!answer.type().isEmpty()) {
        response.header("Content-Type", answer.type());
      }
      answer.headers().forEach(response::header);
      response.setEntityStream(new ByteArrayInputStream(answer.body()));
      return response;
    }

    @Override
    public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
      throw new UnsupportedOperationException("A device waits for each answer");
    }

    @Override
    public String getName() {
      return "simulated";
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
