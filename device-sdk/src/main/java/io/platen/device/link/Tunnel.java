package io.platen.device.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.AuthScheme;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.TunnelRefusedException;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.ParserCursor;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a host, through the site's proxy where it has one (RFC 9110 section 9.3.6), with the
 * logins of {@link HttpClients}: Digest, or Basic where the configuration allows that. The library
 * has no way to keep a connection after its answer.
 */
final class Tunnel {
  private static final int ROUNDS = 4;

  private final @Nullable ProxySettings proxy;
  private final Supplier<Duration> clock;

  Tunnel(@Nullable ProxySettings proxy, Supplier<Duration> clock) {
    this.proxy = proxy;
    this.clock = clock;
  }

  /** A connection on which the next byte is the host's. */
  Socket connect(URI host) throws IOException {
    int port = host.getPort() > 0 ? host.getPort() : 443;
    if (proxy == null) {
      return socket(host.getHost(), port);
    }
    return through(proxy, host.getHost() + ":" + port);
  }

  private Socket socket(String name, int port) throws IOException {
    Socket socket = new PatientSocket(clock, HttpClients.ANSWER, Long.MAX_VALUE);
    boolean connected = false;
    try {
      socket.connect(new InetSocketAddress(name, port), (int) HttpClients.CONNECT.toMillis());
      socket.setSoTimeout((int) HttpClients.CONNECT.toMillis());
      socket.setTcpNoDelay(true);
      connected = true;
      return socket;
    } finally {
      if (!connected) {
        socket.close();
      }
    }
  }

  private Socket through(ProxySettings by, String target) throws IOException {
    AuthScheme login = null;
    Socket socket = null;
    boolean open = false;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        if (socket == null) {
          socket = socket(by.address().getHost(), by.address().getPort());
        }
        ask(socket, target, login == null ? null : answer(login, by, target));
        InputStream in = socket.getInputStream();
        HttpHead head = HttpHead.read(in);
        if (head.status() == 200) {
          open = true;
          return socket;
        }
        Optional<AuthScheme> next =
            head.status() == 407 && by.user() != null ? login(head, by, login) : Optional.empty();
        login = next.orElseThrow(() -> refused(head));
        socket = keepOrClose(socket, head);
      }
      throw refused(new HttpHead("HTTP/1.1 407 asked without end", List.of()));
    } finally {
      if (!open && socket != null) {
        socket.close();
      }
    }
  }

  private static void ask(Socket socket, String target, @Nullable String login) throws IOException {
    StringBuilder request = new StringBuilder("CONNECT ").append(target).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(target).append("\r\nUser-Agent: platen-device\r\n");
    if (login != null) {
      request.append("Proxy-Authorization: ").append(login).append("\r\n");
    }
    socket
        .getOutputStream()
        .write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** A short body is read, so that the connection can be asked again; else there is a new one. */
  private static @Nullable Socket keepOrClose(Socket socket, HttpHead head) throws IOException {
    int length =
        head.field("content-length")
            .filter(each -> each.matches("[0-9]{1,5}"))
            .map(Integer::parseInt)
            .orElse(-1);
    boolean closes =
        head.field("connection")
            .filter(each -> each.equalsIgnoreCase("close"))
            .or(() -> head.field("proxy-connection").filter(each -> each.equalsIgnoreCase("close")))
            .isPresent();
    if (length < 0 || closes || head.line().startsWith("HTTP/1.0")) {
      socket.close();
      return null;
    }
    socket.getInputStream().readNBytes(length);
    return socket;
  }

  /** The scheme by which the proxy lets the device in; empty where there is none, or no more. */
  private static Optional<AuthScheme> login(
      HttpHead head, ProxySettings by, @Nullable AuthScheme before) throws IOException {
    try {
      for (String name : List.of(StandardAuthScheme.DIGEST, StandardAuthScheme.BASIC)) {
        for (String field : head.all("proxy-authenticate")) {
          for (AuthChallenge challenge : challenges(field)) {
            boolean fits = challenge.getSchemeName().equalsIgnoreCase(name);
            if (fits && (name.equals(StandardAuthScheme.DIGEST) || by.basicInClear())) {
              return processed(challenge, by, before);
            }
          }
        }
      }
      return Optional.empty();
    } catch (ParseException | MalformedChallengeException e) {
      return Optional.empty();
    }
  }

  private static List<AuthChallenge> challenges(String field) throws ParseException {
    return AuthChallengeParser.INSTANCE.parse(
        ChallengeType.PROXY, field, new ParserCursor(0, field.length()));
  }

  /** A nonce that has gone stale is no wrong password; anything else that comes twice is. */
  private static Optional<AuthScheme> processed(
      AuthChallenge challenge, ProxySettings by, @Nullable AuthScheme before)
      throws MalformedChallengeException {
    boolean stale =
        challenge.getParams() != null
            && challenge.getParams().stream()
                .anyMatch(
                    each ->
                        each.getName().equalsIgnoreCase("stale")
                            && "true".equalsIgnoreCase(each.getValue()));
    if (before != null && !stale) {
      return Optional.empty();
    }
    boolean basic = challenge.getSchemeName().equalsIgnoreCase(StandardAuthScheme.BASIC);
    AuthScheme scheme =
        before != null ? before : basic ? new BasicInClear(by.address()) : new BoundedDigest();
    scheme.processChallenge(challenge, HttpClientContext.create());
    return Optional.of(scheme);
  }

  private static String answer(AuthScheme scheme, ProxySettings by, String target)
      throws IOException {
    HttpHost proxy =
        new HttpHost(by.address().getScheme(), by.address().getHost(), by.address().getPort());
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    String password = by.password() == null ? "" : by.password();
    credentials.setCredentials(
        new AuthScope(proxy),
        new UsernamePasswordCredentials(String.valueOf(by.user()), password.toCharArray()));
    HttpClientContext context = HttpClientContext.create();
    try {
      return scheme.isResponseReady(proxy, credentials, context)
          ? scheme.generateAuthResponse(proxy, new BasicHttpRequest("CONNECT", target), context)
          : "";
    } catch (AuthenticationException e) {
      throw new IOException("The proxy's challenge cannot be answered", e);
    }
  }

  private static IOException refused(HttpHead head) {
    return new IOException(
        new TunnelRefusedException("CONNECT refused by proxy: " + head.line(), ""));
  }
}
