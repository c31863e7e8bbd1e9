package io.platen.device.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Plays a host over real mutual TLS 1.3 and writes down each byte of HTTP that passes, as it
 * passes: the heads as they were sent, the bodies unpacked.
 */
public final class RecordingServer implements AutoCloseable {
  private final SSLServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Recorded> recorded = new CopyOnWriteArrayList<>();
  private volatile Script script;

  /** What a server answers; null for nothing: the connection is cut off. */
  public interface Script {
    Response answer(Request request);
  }

  /**
   * A request as it arrived.
   *
   * @param head request line and headers, each line as it was sent
   * @param body unpacked
   */
  public record Request(List<String> head, String body) {
    /** The value of a header; empty where there is none. */
    public String header(String name) {
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElse("");
    }
  }

  /** An answer, as it is written. */
  public record Response(List<String> head, String body) {}

  /** Both; the response is null where none was given. */
  public record Recorded(Request request, Response response) {}

  public RecordingServer(TestAuthority.Issued own, X509Certificate devices, Script script) {
    this.script = script;
    try {
      socket =
          (SSLServerSocket)
              TestServer.tls(own, devices)
                  .getServerSocketFactory()
                  .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    socket.setNeedClientAuth(true);
    socket.setEnabledProtocols(new String[] {"TLSv1.3"});
    threads.execute(this::accept);
  }

  public URI address() {
    return URI.create("https://localhost:" + socket.getLocalPort());
  }

  /** From now on this answers. */
  public void play(Script other) {
    script = other;
  }

  /** What passed since the last call, in order. */
  public List<Recorded> take() {
    List<Recorded> all = List.copyOf(recorded);
    recorded.clear();
    return all;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        SSLSocket connection = (SSLSocket) socket.accept();
        threads.execute(() -> serve(connection));
      } catch (IOException e) {
        return; // it is closed
      }
    }
  }

  private void serve(SSLSocket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (Request request = read(in); request != null; request = read(in)) {
        Response response = script.answer(request);
        recorded.add(new Recorded(request, response));
        if (response == null) {
          return;
        }
        String head = String.join("\r\n", response.head()) + "\r\n\r\n";
        connection
            .getOutputStream()
            .write((head + response.body()).getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
      }
    } catch (IOException e) {
      return; // the device went away, as devices do
    }
  }

  private static Request read(InputStream in) throws IOException {
    List<String> head = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      head.add(line);
    }
    if (head.isEmpty()) {
      return null;
    }
    String length = new Request(head, "").header("content-length");
    byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    return new Request(List.copyOf(head), text(body));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
      line.write(each);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  private static String text(byte[] body) throws IOException {
    if (body.length == 0) {
      return "";
    }
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
