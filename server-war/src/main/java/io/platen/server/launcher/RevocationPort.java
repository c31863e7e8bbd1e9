package io.platen.server.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Gives the revocation list out by plain HTTP, and nothing else: whoever asks for it cannot judge a
 * certificate yet, so TLS would go round in a circle (RFC 5280 section 8). [PLT-TLS-052]
 */
final class RevocationPort implements AutoCloseable {
  static final String PATH = "/pki/servers.crl";

  private static final Logger LOG = System.getLogger(RevocationPort.class.getName());
  private static final int THREADS = 4;

  static {
    // By default, the JDK's HTTP server waits for ever for whoever sends slowly.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    System.setProperty("sun.net.httpserver.idleInterval", "10");
    System.setProperty("sun.net.httpserver.maxReqHeaders", "50");
    System.setProperty("jdk.httpserver.maxConnections", "100");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  /** What it gives out. */
  interface Source {
    byte[] list() throws IOException, GeneralSecurityException;
  }

  private RevocationPort(HttpServer server) {
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "platen-revocation");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Takes the port; nothing is answered before {@link #answer}. */
  static RevocationPort open(Configuration configuration) throws StartException {
    String address = configuration.text(ServerKey.LISTEN_ADDRESS);
    int wanted = configuration.number(ServerKey.CRL_PORT);
    try {
      return new RevocationPort(
          HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), wanted), 0));
    } catch (IOException e) {
      throw Ports.taken(wanted, address, ServerKey.CRL_PORT, e);
    }
  }

  int number() {
    return server.getAddress().getPort();
  }

  void answer(Source source) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, source));
    server.start();
  }

  private static void answer(HttpExchange exchange, Source source) throws IOException {
    try (exchange) {
      boolean reads = exchange.getRequestMethod().matches("GET|HEAD");
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!reads) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
      } else {
        give(exchange, source.list());
      }
    } catch (GeneralSecurityException e) {
      LOG.log(Level.WARNING, "The revocation list cannot be signed", e);
      throw new IOException(e);
    }
  }

  private static void give(HttpExchange exchange, byte[] list) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/pkix-crl"); // RFC 2585, 4.2
    exchange.getResponseHeaders().set("Cache-Control", "max-age=3600");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(list.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, list.length);
    exchange.getResponseBody().write(list);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
