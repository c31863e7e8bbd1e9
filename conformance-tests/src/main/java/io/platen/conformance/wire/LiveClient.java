package io.platen.conformance.wire;

import io.platen.conformance.wire.LiveChannel.Document;
import io.platen.conformance.wire.LiveChannel.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Opens live channels by the JDK's own client, which no product of ours uses: a WebSocket (RFC
 * 6455) or server-sent events (WHATWG HTML, section 9.2).
 */
public final class LiveClient {
  private static final String DATA = "data:";

  private final List<X509Certificate> authorities;
  private final Duration patience;

  /**
   * @param authorities who may vouch for the server
   * @param patience how long the opening may take
   */
  public LiveClient(List<X509Certificate> authorities, Duration patience) {
    this.authorities = List.copyOf(authorities);
    this.patience = patience;
  }

  private HttpClient client(Identity identity) {
    return HttpClient.newBuilder()
        .sslContext(Tls.context(authorities, identity))
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(patience)
        .build();
  }

  /** One that was refused has ended, and that is what comes of it. */
  public LiveChannel webSocket(Identity identity, URI uri, String subprotocol) {
    LiveChannel channel = new LiveChannel();
    try {
      WebSocket socket =
          client(identity)
              .newWebSocketBuilder()
              .connectTimeout(patience)
              .subprotocols(subprotocol)
              .buildAsync(URI.create("wss" + uri.toString().substring(5)), new Ear(channel))
              .join();
      channel.opened(
          document -> socket.sendText(new String(document, StandardCharsets.UTF_8), true).join(),
          () -> ping(socket),
          () -> leave(socket));
    } catch (CompletionException e) {
      int status =
          e.getCause() instanceof WebSocketHandshakeException refused
              ? refused.getResponse().statusCode()
              : 0;
      channel.came(new Ended(status, "no WebSocket: " + e.getCause()));
    }
    return channel;
  }

  private static void ping(WebSocket socket) {
    try {
      socket.sendPing(ByteBuffer.allocate(0)).join();
    } catch (CompletionException e) {
      socket.abort(); // the server has left
    }
  }

  private static void leave(WebSocket socket) {
    try {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    } catch (CompletionException e) {
      socket.abort(); // the server was quicker
    }
  }

  /** What a WebSocket says. */
  private static final class Ear implements WebSocket.Listener {
    private final LiveChannel channel;
    private final StringBuilder message = new StringBuilder();

    Ear(LiveChannel channel) {
      this.channel = channel;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        channel.came(new Document(Body.of(message.toString())));
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
      channel.answered();
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      channel.came(new Ended(code, "closed with " + code + " " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      channel.came(new Ended(0, "broken: " + error));
    }
  }

  /** One that was refused has ended, and that is what comes of it. */
  public LiveChannel events(Identity identity, URI uri) {
    LiveChannel channel = new LiveChannel();
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(patience).header("Accept", "text/event-stream").build();
    try {
      HttpResponse<InputStream> answer =
          client(identity).send(request, BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        answer.body().close();
        channel.came(new Ended(answer.statusCode(), "no events: HTTP " + answer.statusCode()));
        return channel;
      }
      Thread reader = new Thread(() -> read(answer.body(), channel), "events-reader");
      reader.setDaemon(true);
      reader.start();
      channel.opened(
          document -> {
            throw new IllegalStateException("What a device says is posted meanwhile");
          },
          () -> {},
          () -> close(answer.body()));
    } catch (IOException e) {
      channel.came(new Ended(0, "no events: " + e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      channel.came(new Ended(0, "interrupted"));
    }
    return channel;
  }

  private static void read(InputStream body, LiveChannel channel) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(DATA)) {
          byte[] document = Base64.getDecoder().decode(line.substring(DATA.length()).strip());
          channel.came(new Document(Body.of(document)));
        }
      }
      channel.came(new Ended(0, "the stream has ended"));
    } catch (IOException | IllegalArgumentException e) {
      channel.came(new Ended(0, "the stream broke: " + e));
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // it had ended
    }
  }
}
