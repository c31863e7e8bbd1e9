package io.platen.reference.simulate;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Printers on sockets of their own, and the HTTP control beside them, until it is closed. */
public final class Simulator implements AutoCloseable {
  private final List<Endpoint> endpoints;
  private final DatagramLoop loop;
  private final ControlServer control;

  private Simulator(List<Endpoint> endpoints, DatagramLoop loop, ControlServer control) {
    this.endpoints = endpoints;
    this.loop = loop;
    this.control = control;
  }

  /**
   * Plays the invented printers of this program.
   *
   * @param first the address of the first one; port 0 takes a free one for each
   * @param byAddress whether the next ones go to the next addresses, or to the next ports
   * @param speed how fast time runs for them; 0 stops it
   */
  public static Simulator ofShipped(InetSocketAddress first, boolean byAddress, double speed) {
    SimulatorOptions.Next next =
        byAddress ? SimulatorOptions.Next.ADDRESS : SimulatorOptions.Next.PORT;
    return start(
        Recordings.shipped(),
        new SimulatorOptions(List.of(first), next, 0, speed, 1, InstantSource.system()));
  }

  /**
   * Binds everything before the first answer.
   *
   * @throws CommandFailure when an address cannot be bound
   */
  static Simulator start(List<Recording> recordings, SimulatorOptions options) {
    DatagramLoop loop = DatagramLoop.open();
    try {
      List<Endpoint> endpoints = bind(recordings, options, loop);
      ControlServer control = ControlServer.start(endpoints, options.control());
      loop.start();
      return new Simulator(endpoints, loop, control);
    } catch (RuntimeException e) {
      loop.close();
      throw e;
    }
  }

  private static List<Endpoint> bind(
      List<Recording> recordings, SimulatorOptions options, DatagramLoop loop) {
    List<SimulatedPrinter> printers =
        recordings.stream()
            .map(
                recording ->
                    new SimulatedPrinter(
                        recording, options.clock(), options.speed(), options.seed()))
            .toList();
    Community communities = new Community(printers);
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < printers.size(); i++) {
      InetSocketAddress wanted = address(options, i);
      SimulatedPrinter printer = printers.get(i);
      InetSocketAddress bound = loop.bind(wanted, communities.at(printer));
      endpoints.add(new Endpoint(i + 1, bound, printer));
    }
    return List.copyOf(endpoints);
  }

  /** The address of the printer at position {@code i}: given, or counted up from the last given. */
  static InetSocketAddress address(SimulatorOptions options, int i) {
    List<InetSocketAddress> listen = options.listen();
    if (i < listen.size()) {
      return listen.get(i);
    }
    InetSocketAddress last = listen.get(listen.size() - 1);
    int more = i - listen.size() + 1;
    if (options.next() == SimulatorOptions.Next.ADDRESS) {
      return new InetSocketAddress(plus(last.getAddress(), more), last.getPort());
    }
    // Port 0 means a free one, each time.
    return new InetSocketAddress(
        last.getAddress(), last.getPort() == 0 ? 0 : last.getPort() + more);
  }

  private static InetAddress plus(InetAddress address, int more) {
    byte[] octets = address.getAddress();
    int last = octets[octets.length - 1] & 0xFF;
    if (last + more > 254) {
      throw new CommandFailure(
          "There are more printers than addresses behind "
              + address.getHostAddress()
              + ": begin lower with --listen, or use --next port");
    }
    octets[octets.length - 1] = (byte) (last + more);
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(new IOException("An address of a wrong length", e));
    }
  }

  /** Where the HTTP control answers, without a slash at the end. */
  public URI controlUrl() {
    return control.url();
  }

  /** Where the printers answer, in the order of their numbers. */
  public List<InetSocketAddress> addresses() {
    return endpoints.stream().map(Endpoint::address).toList();
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  @Override
  public void close() {
    control.close();
    loop.close();
  }
}
