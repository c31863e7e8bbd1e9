package io.platen.reference.simulate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** HTTP on loopback, for people and tests who want a printer to jam. {@link Control} decides. */
final class ControlServer implements AutoCloseable {
  private static final int LARGEST_BODY = 10_000;

  private final HttpServer server;

  private ControlServer(HttpServer server) {
    this.server = server;
  }

  static ControlServer start(List<Endpoint> endpoints, int port) {
    Control control = new Control(endpoints);
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext("/", exchange -> answer(exchange, control));
      server.start();
      return new ControlServer(server);
    } catch (IOException e) {
      throw new CommandFailure(
          "The control cannot listen on TCP port "
              + port
              + " ("
              + e.getMessage()
              + "): name another one with --control",
          e);
    }
  }

  private static void answer(HttpExchange exchange, Control control) throws IOException {
    try (exchange) {
      Control.Answer answer;
      try {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        answer =
            control.answer(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                new String(body, StandardCharsets.UTF_8));
      } catch (Control.Refusal e) {
        answer = e.answer();
      }
      byte[] text = (answer.body() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), text.length);
      exchange.getResponseBody().write(text);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
