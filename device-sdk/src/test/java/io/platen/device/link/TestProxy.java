package io.platen.device.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real proxy: CONNECT with a login, then bytes both ways. */
final class TestProxy implements AutoCloseable {
  enum Login {
    NONE,
    BASIC,
    DIGEST_MD5,
    DIGEST_SHA_256,
    EVERYTHING_IS_STALE
  }

  private static final String NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c0";
  private static final String REALM = "site";
  private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]*))");

  private final ServerSocket listener;
  private final Login login;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  TestProxy(Login login) throws IOException {
    this.login = login;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI address() {
    return URI.create("http://localhost:" + listener.getLocalPort());
  }

  /** The Proxy-Authorization of each CONNECT, "-" where it had none. */
  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        sockets.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      threads.shutdown(); // the test is over
    }
  }

  private void serve(Socket client) {
    try (client) {
      while (true) {
        String head = head(client.getInputStream());
        if (head.isEmpty()) {
          return;
        }
        String authorization = header(head, "proxy-authorization");
        authorizations.add(authorization);
        if (isWelcome(authorization)) {
          tunnel(client, head);
          return;
        }
        client.getOutputStream().write(refusal().getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // one end hung up
    }
  }

  private boolean isWelcome(String authorization) {
    return switch (login) {
      case NONE -> true;
      case BASIC ->
          authorization.equals(
              "Basic "
                  + Base64.getEncoder()
                      .encodeToString("user:secret".getBytes(StandardCharsets.US_ASCII)));
      case DIGEST_MD5 -> isDigest(authorization, "MD5");
      case DIGEST_SHA_256 -> isDigest(authorization, "SHA-256");
      case EVERYTHING_IS_STALE -> false;
    };
  }

  /** RFC 7616 section 3.4.1. */
  private static boolean isDigest(String authorization, String algorithm) {
    if (!authorization.startsWith("Digest ")) {
      return false;
    }
    java.util.Map<String, String> field = new java.util.HashMap<>();
    Matcher matcher = FIELD.matcher(authorization);
    while (matcher.find()) {
      field.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
    }
    String a1 = hash(algorithm, "user:" + REALM + ":secret");
    String a2 = hash(algorithm, "CONNECT:" + field.get("uri"));
    String expected =
        hash(
            algorithm,
            String.join(
                ":", a1, NONCE, field.get("nc"), field.get("cnonce"), field.get("qop"), a2));
    return expected.equals(field.get("response"));
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm)
                  .digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String refusal() {
    String challenge =
        switch (login) {
          case BASIC -> "Basic realm=\"" + REALM + "\"";
          case DIGEST_SHA_256 -> digest("SHA-256", false);
          case EVERYTHING_IS_STALE -> digest("MD5", true);
          default -> digest("MD5", false);
        };
    return "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: "
        + challenge
        + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static String digest(String algorithm, boolean stale) {
    return "Digest realm=\""
        + REALM
        + "\", qop=\"auth\", algorithm="
        + algorithm
        + ", nonce=\""
        + NONCE
        + "\""
        + (stale ? ", stale=true" : "");
  }

  private void tunnel(Socket client, String head) throws IOException {
    String[] target = head.split(" ", 3)[1].split(":", 2);
    try (Socket server = new Socket(target[0], Integer.parseInt(target[1]))) {
      sockets.add(server);
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      threads.execute(() -> pump(server, client));
      pump(client, server);
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      input.transferTo(output);
      to.shutdownOutput();
    } catch (IOException e) {
      // one end hung up
    }
  }

  private static String head(InputStream input) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    for (int each = input.read(); each >= 0; each = input.read()) {
      head.write(each);
      last = (last << 8) | each;
      if (last == 0x0d0a0d0a) {
        return head.toString(StandardCharsets.US_ASCII);
      }
    }
    return "";
  }

  private static String header(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("-");
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
