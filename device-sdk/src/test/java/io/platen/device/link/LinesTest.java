package io.platen.device.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static final Configuration KIND = new ClientConfig();
  private static final Configuration OTHER = new ClientConfig();

  private final List<Line> made = new ArrayList<>();
  private final Lines lines = new Lines((client, kind) -> new Line(kind));
  private final Client client = HttpClients.client(lines);

  @AfterEach
  void close() {
    client.close();
  }

  private final class Line implements Connector {
    private final Configuration kind;
    private int requests;
    private boolean closed;

    Line(Configuration kind) {
      this.kind = kind;
      made.add(this);
    }

    @Override
    public ClientResponse apply(ClientRequest request) {
      requests++;
      return new ClientResponse(Status.NO_CONTENT, request);
    }

    @Override
    public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
      throw new UnsupportedOperationException("A device waits for each answer");
    }

    @Override
    public String getName() {
      return "test";
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private void ask() {
    client.target("https://localhost").request().get().close();
  }

  @Test
  void keeps_its_connections_from_one_request_to_the_next() {
    // given
    lines.open(KIND);

    // when
    ask();
    ask();

    // then
    assertThat(made).singleElement().satisfies(line -> assertThat(line.requests).isEqualTo(2));
  }

  @Test
  void makes_them_anew_below_the_same_client() {
    // given
    lines.open(KIND);
    ask();

    // when
    lines.open(OTHER);
    ask();

    // then
    assertThat(made).extracting(line -> line.kind).containsExactly(KIND, OTHER);
    assertThat(made).extracting(line -> line.closed).containsExactly(true, false);
  }

  @Test
  void sends_nothing_once_they_were_ended() {
    // given
    lines.open(KIND);
    ask();

    // when
    lines.end();

    // then
    assertThatThrownBy(this::ask).isInstanceOf(ProcessingException.class);
    assertThat(made).singleElement().satisfies(line -> assertThat(line.closed).isTrue());
  }

  @Test
  void ends_them_with_the_client() {
    // given
    lines.open(KIND);
    ask();

    // when
    client.close();

    // then
    assertThat(made).singleElement().satisfies(line -> assertThat(line.closed).isTrue());
  }
}
