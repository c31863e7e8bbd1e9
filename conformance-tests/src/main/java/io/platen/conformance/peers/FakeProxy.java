package io.platen.conformance.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The HTTP proxy of a site, on loopback: it opens tunnels for who logs in. */
public final class FakeProxy implements AutoCloseable {
  private static final Account ACCOUNT = new Account("device", "not to be read by all");
  private static final String REALM = "site";
  private static final String NONCE = "7c4a8d09ca3762af61e59520943dc264";

  private final Login login;
  private final ServerSocket listener;
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final List<String> opened = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** How it wants to be told the password. */
  public enum Login {
    /** RFC 7617. */
    BASIC,
    /** RFC 7616, with MD5, as most proxies have it. */
    DIGEST,
    /** It takes no login at all, however right. */
    REFUSES
  }

  /** Who may use it. */
  record Account(String user, String password) {}

  public FakeProxy(Login login) {
    this.login = login;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    threads.execute(this::accept);
  }

  public URI url() {
    return URI.create("http://localhost:" + listener.getLocalPort());
  }

  public String user() {
    return ACCOUNT.user();
  }

  public String password() {
    return ACCOUNT.password();
  }

  /** What came as {@code Proxy-Authorization}, in order. */
  public List<String> logins() {
    return List.copyOf(logins);
  }

  /** Whether a password came that anybody on the way can read. */
  public boolean hasHeardInClear() {
    return logins.stream().anyMatch(each -> each.startsWith("Basic "));
  }

  /** Where tunnels led to, in order. */
  public List<String> opened() {
    return List.copyOf(opened);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        client.setTcpNoDelay(true); // a head and its body would wait for each other
        sockets.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException | RejectedExecutionException e) {
        // Closed meanwhile, or a client that left at once.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      for (String head = FakeTunnel.head(client.getInputStream());
          head.startsWith("CONNECT ");
          head = FakeTunnel.head(client.getInputStream())) {
        String target = head.split(" ", 3)[1];
        String told = told(head);
        if (!told.isEmpty()) {
          logins.add(told);
        }
        if (isWelcome(told, target)) {
          opened.add(target);
          tunnel(client, target);
          return;
        }
        client.getOutputStream().write(refusal().getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // One end hung up.
    }
  }

  private static String told(String head) {
    return head.lines()
        .filter(each -> each.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:"))
        .map(each -> each.substring(each.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  private boolean isWelcome(String told, String target) {
    return switch (login) {
      case REFUSES -> false;
      case BASIC -> {
        String both = ACCOUNT.user() + ":" + ACCOUNT.password();
        byte[] right = both.getBytes(StandardCharsets.UTF_8);
        yield told.equals("Basic " + Base64.getEncoder().encodeToString(right));
      }
      case DIGEST ->
          told.startsWith("Digest ")
              && field(told, "response")
                  .equals(response(ACCOUNT, target, field(told, "nc"), field(told, "cnonce")));
    };
  }

  private String refusal() {
    String challenge =
        login == Login.BASIC
            ? "Basic realm=\"" + REALM + "\""
            : "Digest realm=\""
                + REALM
                + "\", qop=\"auth\", algorithm=MD5, nonce=\""
                + NONCE
                + "\"";
    return "HTTP/1.1 407 Login\r\nProxy-Authenticate: "
        + challenge
        + "\r\nContent-Length: 0\r\n\r\n";
  }

  /** What a client that knows the account says. */
  static String digest(Account account, String target, String cnonce) {
    return "Digest username=\""
        + account.user()
        + "\", realm=\""
        + REALM
        + "\", nonce=\""
        + NONCE
        + "\", uri=\""
        + target
        + "\", qop=auth, nc=00000001, cnonce=\""
        + cnonce
        + "\", response=\""
        + response(account, target, "00000001", cnonce)
        + "\"";
  }

  /** RFC 7616 section 3.4.1. */
  private static String response(Account account, String target, String count, String cnonce) {
    String who = md5(account.user() + ":" + REALM + ":" + account.password());
    String what = md5("CONNECT:" + target);
    return md5(String.join(":", who, NONCE, count, cnonce, "auth", what));
  }

  private static String field(String header, String name) {
    for (String each : header.split("[ ,]+", -1)) {
      if (each.startsWith(name + "=")) {
        return each.substring(name.length() + 1).replace("\"", "");
      }
    }
    return "";
  }

  private static String md5(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }

  private void tunnel(Socket client, String target) throws IOException {
    String[] host = target.split(":", 2);
    try (Socket server = new Socket(host[0], Integer.parseInt(host[1]))) {
      sockets.add(server);
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      threads.execute(() -> pump(server, client));
      pump(client, server);
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One end hung up.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket each : sockets) {
        each.close();
      }
    } catch (IOException e) {
      // It is gone all the same.
    }
    threads.shutdownNow();
  }
}
