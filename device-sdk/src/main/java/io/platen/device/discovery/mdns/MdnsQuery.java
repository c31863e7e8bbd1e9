package io.platen.device.discovery.mdns;

import io.platen.device.port.Datagrams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Asks the links that this machine stands in for printers: one query, and once more after a second.
 * It is a one-shot query (RFC 6762 section 5.1) from a port of its own, so that answers come to it
 * alone, nothing listens at 5353, and nothing is announced. IPv4 only.
 */
public final class MdnsQuery {
  private static final List<String> IPP = List.of("_ipp._tcp.local.", "_ipps._tcp.local.");
  private static final List<String> OTHERS =
      List.of("_pdl-datastream._tcp.local.", "_printer._tcp.local.");

  /** Where IPP is asked. */
  private static final Set<Integer> IPP_PORTS = Set.of(443, 631);

  private static final InetSocketAddress EVERYONE = group();
  private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);

  /** RFC 6762 section 6: answers to shared records wait up to 120 ms, sleepers take longer. */
  private static final Duration AFTER_RETRY = Duration.ofSeconds(2);

  private static final int POINTER = 12;
  private static final int INTERNET = 1;
  private static final int LONGEST_QUERY = 512;

  /** A flood keeps no search beyond its time, nor does it fill the memory. */
  private static final int MOST_DATAGRAMS = 2_000;

  private static final int MOST_ADDRESSES = 2_000;

  private final Datagrams datagrams;
  private final RandomGenerator random;
  private final Map<InetAddress, Announcement> heard = new LinkedHashMap<>();

  public MdnsQuery(Datagrams datagrams, RandomGenerator random) {
    this.datagrams = datagrams;
    this.random = random;
  }

  private static InetSocketAddress group() {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(new byte[] {(byte) 224, 0, 0, (byte) 251}), 5_353);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException("Four bytes are an address", e);
    }
  }

  /**
   * Who announces a printer, each address once.
   *
   * @throws IOException when no link can be asked
   * @throws InterruptedException when the thread is interrupted
   */
  public List<Announcement> ask() throws IOException, InterruptedException {
    List<Datagrams.Endpoint> links = datagrams.openLinks();
    try {
      int id = random.nextInt(1, 1 << 16);
      ask(links, id, BEFORE_RETRY);
      ask(links, id, AFTER_RETRY);
      return List.copyOf(heard.values());
    } finally {
      for (Datagrams.Endpoint link : links) {
        link.close();
      }
    }
  }

  /** All links at once; then each is listened to, the others keep what comes meanwhile. */
  private void ask(List<Datagrams.Endpoint> links, int id, Duration patience)
      throws IOException, InterruptedException {
    List<Duration> ends = new ArrayList<>();
    for (Datagrams.Endpoint link : links) {
      send(link, id);
      ends.add(link.elapsed().plus(patience));
    }
    for (int i = 0; i < links.size(); i++) {
      listen(links.get(i), ends.get(i), id);
    }
  }

  private static void send(Datagrams.Endpoint link, int id) {
    try {
      link.send(query(id), EVERYONE);
    } catch (IOException e) {
      return; // a link without a way out of it has no printers
    }
  }

  private void listen(Datagrams.Endpoint link, Duration end, int id)
      throws IOException, InterruptedException {
    for (int i = 0; i < MOST_DATAGRAMS; i++) {
      Duration left = end.minus(link.elapsed());
      Optional<Datagrams.Datagram> arrived = link.receive(left.isNegative() ? Duration.ZERO : left);
      if (arrived.isEmpty()) {
        return;
      }
      InetAddress from = arrived.get().from().getAddress();
      hear(from, DnsReader.read(arrived.get().payload(), id));
    }
  }

  static ByteBuffer query(int id) {
    List<String> services = new ArrayList<>(IPP);
    services.addAll(OTHERS);
    ByteBuffer query = ByteBuffer.allocate(LONGEST_QUERY);
    query.putShort((short) id).putShort((short) 0).putShort((short) services.size());
    query.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    for (String service : services) {
      for (String label : service.split("\\.", 0)) {
        query.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
      }
      query.put((byte) 0).putShort((short) POINTER).putShort((short) INTERNET);
    }
    return query.flip();
  }

  /** Where a message has no address for an instance, it is at the one that it came from. */
  private void hear(InetAddress from, List<DnsRecord> records) {
    for (DnsRecord record : records) {
      if (record instanceof DnsRecord.Pointer pointer) {
        boolean ipp = IPP.contains(pointer.owner());
        if (ipp || OTHERS.contains(pointer.owner())) {
          hear(from, pointer.instance(), ipp, records);
        }
      }
    }
  }

  private void hear(InetAddress from, String instance, boolean ipp, List<DnsRecord> records) {
    for (DnsRecord record : records) {
      if (record instanceof DnsRecord.Service service && service.owner().equals(instance)) {
        boolean asked = ipp && IPP_PORTS.contains(service.port());
        addresses(service.host(), from, records).forEach(each -> note(each, asked));
        return;
      }
    }
    note(from, false);
  }

  private static List<InetAddress> addresses(
      String host, InetAddress from, List<DnsRecord> records) {
    List<InetAddress> addresses = new ArrayList<>();
    for (DnsRecord record : records) {
      if (record instanceof DnsRecord.Address address
          && address.owner().equals(host)
          && !isOfOneLink(address.address())) {
        addresses.add(address.address());
      }
    }
    return addresses.isEmpty() ? List.of(from) : addresses;
  }

  /** RFC 4291 section 2.5.6: without its link it leads nowhere. */
  private static boolean isOfOneLink(InetAddress address) {
    return address instanceof Inet6Address && address.isLinkLocalAddress();
  }

  private void note(InetAddress address, boolean byIpp) {
    if (heard.size() < MOST_ADDRESSES || heard.containsKey(address)) {
      heard.merge(
          address,
          new Announcement(address, byIpp),
          (one, other) -> new Announcement(address, one.byIpp() || other.byIpp()));
    }
  }
}
