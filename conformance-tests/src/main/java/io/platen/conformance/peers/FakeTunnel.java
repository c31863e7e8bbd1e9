package io.platen.conformance.peers;

import io.platen.conformance.wire.HttpsClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** How the fake device goes through a proxy, and what it gets wrong. */
final class FakeTunnel implements HttpsClient.Way {
  private static final String CNONCE = "0a4f113b";

  private final Proxy proxy;
  private final Optional<DeviceFault> fault;
  private boolean refused;

  /** What {@code device.properties} says of it. */
  record Proxy(URI address, String user, String password, boolean basicInClear) {}

  FakeTunnel(Proxy proxy, Optional<DeviceFault> fault) {
    this.proxy = proxy;
    this.fault = fault;
  }

  /** Whether the proxy has refused the login since this was asked last. */
  boolean takeRefused() {
    boolean was = refused;
    refused = false;
    return was;
  }

  @Override
  public InetSocketAddress first(URI host) {
    return new InetSocketAddress(proxy.address().getHost(), proxy.address().getPort());
  }

  @Override
  public void open(Socket socket, URI host) throws IOException {
    String target = host.getHost() + ":" + host.getPort();
    String answer = ask(socket, target, "");
    if (status(answer) == 407) {
      answer = ask(socket, target, "Proxy-Authorization: " + login(answer, target) + "\r\n");
      refused = status(answer) == 407;
    }
    if (status(answer) != 200) {
      throw new IOException("The proxy answers with " + status(answer));
    }
  }

  private static String ask(Socket socket, String target, String login) throws IOException {
    String head = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + login + "\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return head(socket.getInputStream());
  }

  private String login(String challenge, String target) throws IOException {
    boolean digest = challenge.toLowerCase(Locale.ROOT).contains("digest ");
    if (digest && !FakeDevice.has(fault, DeviceFault.KNOWS_BASIC_ONLY)) {
      return FakeProxy.digest(
          new FakeProxy.Account(proxy.user(), proxy.password()), target, CNONCE);
    }
    if (!proxy.basicInClear() && !FakeDevice.has(fault, DeviceFault.SENDS_PASSWORDS_IN_CLEAR)) {
      throw new IOException("The proxy wants the password in clear text");
    }
    String both = proxy.user() + ":" + proxy.password();
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static int status(String head) {
    return head.length() < 12 ? -1 : Integer.parseInt(head.substring(9, 12));
  }

  /** Up to the empty line; no body follows. */
  static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int last = 0, each = in.read(); each >= 0; each = in.read()) {
      head.write(each);
      last = (last << 8) | each;
      if (last == 0x0d0a0d0a) {
        return head.toString(StandardCharsets.US_ASCII);
      }
    }
    return "";
  }
}
