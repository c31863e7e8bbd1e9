package io.platen.device.link;

import io.platen.device.port.Interfaces;
import io.platen.protocol.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tries the way to one host, a step after the other, up to the first that fails: link, address,
 * name, connect, proxy, tls, server.
 */
public final class ConnectionSteps {
  private static final int LONGEST_ANSWER = 1024 * 1024;

  private final Link link;
  private final @Nullable ProxySettings proxy;
  private final Interfaces interfaces;
  private final Listener listener;

  public ConnectionSteps(
      Link link, @Nullable ProxySettings proxy, Interfaces interfaces, Listener listener) {
    this.link = link;
    this.proxy = proxy;
    this.interfaces = interfaces;
    this.listener = listener;
  }

  /**
   * @param path that the host answers on; any answer of the server itself shows that the way is
   *     open
   * @return whether every step passed
   */
  public boolean run(URI host, String path) {
    return leave(host) && resolve(host) && connect(host) && ask(host, path);
  }

  /** With a proxy, the proxy finds the host's name. */
  private URI next(URI host) {
    return proxy == null ? host : proxy.address();
  }

  /** Link and address: can anything leave this machine? */
  private boolean leave(URI host) {
    try {
      return isHere(next(host))
          ? passed(host, "link", next(host).getHost() + " is this machine: no network is needed")
          : leave(host, interfaces.list());
    } catch (IOException e) {
      return failed(
          host, "link", "the operating system tells no network interfaces (" + e + "). Mend that");
    }
  }

  private static boolean isHere(URI next) {
    try {
      return Arrays.stream(InetAddress.getAllByName(next.getHost()))
          .allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private boolean leave(URI host, List<Interfaces.Port> all) {
    List<Interfaces.Port> up = all.stream().filter(Interfaces.Port::up).toList();
    if (up.isEmpty()) {
      return failed(
          host,
          "link",
          (all.isEmpty() ? "there is no network interface" : names(all) + " has no link")
              + ". Check the cable, the switch, and that the interface is switched on");
    }
    passed(host, "link", names(up) + " has a link");
    List<InetAddress> usable = up.stream().flatMap(each -> each.usable().stream()).toList();
    return usable.isEmpty()
        ? failed(
            host,
            "address",
            names(up)
                + " has no address"
                + (up.stream().allMatch(each -> each.addresses().isEmpty())
                    ? ""
                    : " but one that it gave itself")
                + ". Check the site's DHCP server, or give the device an address")
        : passed(host, "address", texts(usable));
  }

  private static String names(List<Interfaces.Port> ports) {
    return ports.stream().map(Interfaces.Port::name).collect(Collectors.joining(", "));
  }

  private static String texts(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
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
              + ". Check the firewall, and that it runs"
              + (proxy == null ? "; many sites need a proxy" : ""));
    }
  }

  private boolean ask(URI host, String path) {
    try {
      return understood(host, link.get(host, path, Optional.empty(), LONGEST_ANSWER));
    } catch (LinkFailedException e) {
      LinkFailure failure = e.failure();
      String step = step(failure.kind());
      if (!step.equals("proxy")) {
        tellProxy(host);
      }
      return failed(host, step, failure.what() + ". " + failure.advice());
    }
  }

  private void tellProxy(URI host) {
    passed(
        host,
        "proxy",
        proxy == null
            ? "none is set"
            : "lets the device through"
                + (proxy.basicInClear()
                    ? "; where it asks for Basic, its password goes readable to everyone on the way"
                    : ""));
  }

  private boolean understood(URI host, Answer answer) {
    tellProxy(host);
    passed(host, "tls", "TLS 1.3 with a certificate from a pinned authority");
    Optional<Problem> problem = Uploads.problem(answer);
    if (answer.status() == 403) {
      return failed(
          host,
          "server",
          problem.map(ConnectionSteps::text).orElse("403")
              + ". Look at this device's record on the server");
    }
    return answer.status() >= 500
        ? failed(host, "server", answer.status() + ". Look at the server's log")
        : passed(host, "server", "it answers this device (" + answer.status() + ")");
  }

  /** What a problem says, or what its type does. */
  public static String text(Problem problem) {
    return problem.detail() == null ? problem.type().title() : problem.detail();
  }

  private static String step(LinkFailure.Kind kind) {
    return switch (kind) {
      case PROXY_LOGIN, PROXY_REFUSED -> "proxy";
      case NAME_UNKNOWN, NOT_REACHABLE, NO_WAY_OUT -> "connect";
      case TLS_OPENED,
          SERVER_UNTRUSTED,
          CAPTIVE_PORTAL,
          SERVER_NAME_WRONG,
          SERVER_CERTIFICATE_EXPIRED,
          SERVER_CERTIFICATE_EARLY,
          CERTIFICATE_STRIPPED,
          CERTIFICATE_REFUSED,
          OWN_KEYS,
          TLS_OLD,
          TLS ->
          "tls";
      case TIMED_OUT, REDIRECTED, BROKEN_OFF, ANSWER_UNUSABLE, SERVER_BUSY -> "server";
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
