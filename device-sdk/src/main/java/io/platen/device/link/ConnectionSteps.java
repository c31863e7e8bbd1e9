package io.platen.device.link;

import io.platen.protocol.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries the way to one host, a step after the other, up to the first that fails. */
public final class ConnectionSteps {
  private static final int LONGEST_ANSWER = 1024 * 1024;

  private final Link link;
  private final @Nullable ProxySettings proxy;
  private final Listener listener;

  public ConnectionSteps(Link link, @Nullable ProxySettings proxy, Listener listener) {
    this.link = link;
    this.proxy = proxy;
    this.listener = listener;
  }

  /**
   * @param path that the host answers on; any answer of the server itself shows that the way is
   *     open
   * @return whether every step passed
   */
  public boolean run(URI host, String path) {
    return resolve(host) && connect(host) && ask(host, path);
  }

  /** With a proxy, the proxy finds the host's name. */
  private URI next(URI host) {
    return proxy == null ? host : proxy.address();
  }

  private boolean resolve(URI host) {
    String name = next(host).getHost();
    try {
      InetAddress address = InetAddress.getByName(name);
      return passed(host, "name", name + " is " + address.getHostAddress());
    } catch (UnknownHostException e) {
      return failed(host, "name", name + " is not known. Check the name and the site's DNS server");
    }
  }

  private boolean connect(URI host) {
    URI next = next(host);
    int port = next.getPort() > 0 ? next.getPort() : 443;
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(next.getHost(), port), (int) HttpClients.CONNECT.toMillis());
      return passed(host, "connect", next.getHost() + " takes connections at port " + port);
    } catch (IOException e) {
      return failed(
          host,
          "connect",
          next.getHost()
              + " takes no connection at port "
              + port
              + ". Check the firewall, and that it runs; many sites need a proxy");
    }
  }

  private boolean ask(URI host, String path) {
    try {
      return understood(host, link.get(host, path, Optional.empty(), LONGEST_ANSWER));
    } catch (LinkFailedException e) {
      return failed(
          host, step(e.failure().kind()), e.failure().what() + ". " + e.failure().advice());
    }
  }

  private boolean understood(URI host, Answer answer) {
    if (proxy != null) {
      passed(host, "proxy", "lets the device through");
    }
    passed(host, "tls", "TLS 1.3 with a certificate from a pinned authority");
    Optional<Problem> problem = Uploads.problem(answer);
    if (answer.status() == 403) {
      return failed(
          host,
          "answer",
          problem.map(ConnectionSteps::text).orElse("403")
              + ". Look at this device's record on the server");
    }
    return answer.status() >= 500
        ? failed(host, "answer", answer.status() + ". Look at the server's log")
        : passed(host, "answer", "the server answers this device (" + answer.status() + ")");
  }

  /** What a problem says, or what its type does. */
  public static String text(Problem problem) {
    return problem.detail() == null ? problem.type().title() : problem.detail();
  }

  private static String step(LinkFailure.Kind kind) {
    return switch (kind) {
      case PROXY_LOGIN, PROXY_REFUSED -> "proxy";
      case SERVER_UNTRUSTED -> "authority";
      case CERTIFICATE_REFUSED, OWN_KEYS -> "certificate";
      case SERVER_NAME_WRONG, SERVER_CERTIFICATE_EXPIRED, TLS -> "tls";
      case NAME_UNKNOWN, NOT_REACHABLE -> "connect";
      case TIMED_OUT, REDIRECTED, BROKEN_OFF, ANSWER_UNUSABLE, SERVER_BUSY -> "answer";
    };
  }

  private boolean passed(URI host, String step, String what) {
    listener.step(host, step, true, what);
    return true;
  }

  private boolean failed(URI host, String step, String what) {
    listener.step(host, step, false, what);
    return false;
  }

  /** Hears how each step went. */
  public interface Listener {
    void step(URI host, String step, boolean passed, String what);
  }
}
