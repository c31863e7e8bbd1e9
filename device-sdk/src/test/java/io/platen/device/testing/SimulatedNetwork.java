package io.platen.device.testing;

import io.platen.device.port.Datagrams;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * A network in memory with a time of its own: waiting takes none of ours. Datagrams to hosts that
 * are not there vanish, and so do those that {@link #losing} says.
 */
public final class SimulatedNetwork implements Datagrams {
  /** Answers a datagram, or not: nothing, one or several datagrams. */
  @FunctionalInterface
  public interface Host {
    List<ByteBuffer> hear(ByteBuffer datagram);
  }

  /** A datagram that was sent into the network. */
  public record Sent(Duration at, InetSocketAddress to, ByteBuffer payload) {}

  private record Arrival(Duration at, long order, Datagram datagram) {}

  private record Place(Host host, Duration delay) {}

  private final Map<InetSocketAddress, Place> places = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private Predicate<Sent> lost = datagram -> false;
  private boolean broken;

  /** A host that answers at once, as far as a network can. */
  public SimulatedNetwork with(InetSocketAddress address, Host host) {
    return with(address, host, Duration.ofMillis(2));
  }

  public SimulatedNetwork with(InetSocketAddress address, Host host, Duration delay) {
    places.put(address, new Place(host, delay));
    return this;
  }

  public SimulatedNetwork without(InetSocketAddress address) {
    places.remove(address);
    return this;
  }

  public SimulatedNetwork losing(Predicate<Sent> which) {
    lost = which;
    return this;
  }

  /** From now on nothing can be sent, as without a route. */
  public SimulatedNetwork broken() {
    broken = true;
    return this;
  }

  /** All that was sent, in its order. */
  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  public List<Sent> sentTo(InetSocketAddress address) {
    return sent.stream().filter(each -> each.to().equals(address)).toList();
  }

  @Override
  public Endpoint open() {
    return new Line();
  }

  private final class Line implements Endpoint {
    private final PriorityQueue<Arrival> arrivals =
        new PriorityQueue<>(
            Comparator.comparing(Arrival::at).thenComparing(Comparator.comparing(Arrival::order)));
    private Duration now = Duration.ZERO;
    private long order;

    @Override
    public void send(ByteBuffer payload, InetSocketAddress to) throws java.io.IOException {
      if (broken || to.isUnresolved()) {
        throw new java.io.IOException("Network is unreachable");
      }
      Sent datagram = new Sent(now, to, copy(payload));
      sent.add(datagram);
      Place place = places.get(to);
      if (place != null && !lost.test(datagram)) {
        for (ByteBuffer answer : place.host().hear(copy(payload))) {
          arrivals.add(
              new Arrival(now.plus(place.delay()), order++, new Datagram(to, copy(answer))));
        }
      }
    }

    @Override
    public Optional<Datagram> receive(Duration patience) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException("Interrupted while waiting for a datagram");
      }
      Arrival first = arrivals.peek();
      Duration end = now.plus(patience);
      if (first != null && first.at().compareTo(end) <= 0) {
        now = first.at().compareTo(now) > 0 ? first.at() : now;
        return Optional.of(arrivals.remove().datagram());
      }
      now = end;
      return Optional.empty();
    }

    @Override
    public Duration elapsed() {
      return now;
    }

    @Override
    public void close() {
      arrivals.clear();
    }
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    ByteBuffer source = bytes.duplicate();
    return ByteBuffer.allocate(source.remaining()).put(source).flip();
  }
}
