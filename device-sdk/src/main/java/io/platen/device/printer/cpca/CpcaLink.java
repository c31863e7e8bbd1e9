package io.platen.device.printer.cpca;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * One printer's administration interface, for as long as one reading takes: one request at a time,
 * and not many. It does not try again by itself, for it cannot know which operations may be asked
 * twice.
 */
public final class CpcaLink {
  /** Well-known, UDP: {@code B9 B9}. */
  public static final int PORT = 47_545;

  /** How many requests one reading may send. */
  public static final int MOST_REQUESTS = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Datagrams.Endpoint endpoint;
  private final InetSocketAddress printer;
  private int lastId;
  private Traffic traffic = Traffic.NONE;

  CpcaLink(Datagrams.Endpoint endpoint, InetAddress printer, int firstId) {
    this.endpoint = endpoint;
    this.printer = new InetSocketAddress(printer, PORT);
    this.lastId = firstId & 0x7FFF;
  }

  /**
   * Sends one request and waits for its answer.
   *
   * @param operation one that only reads: PLT-SYN-024
   * @throws SocketTimeoutException when no answer came in time; others are passed over meanwhile
   * @throws IOException when nothing can be sent, or no more requests are allowed
   */
  public CpcaPacket ask(int operation, byte[] payload) throws IOException, InterruptedException {
    if (traffic.requests() == MOST_REQUESTS) {
      throw new IOException("One reading sends " + MOST_REQUESTS + " requests by CPCA at most");
    }
    lastId = (lastId + 1) & 0xFFFF;
    ByteBuffer request = CpcaPacket.request(operation, lastId, payload).encode();
    endpoint.send(request, printer);
    traffic = traffic.plus(new Traffic(1, request.remaining(), 0));
    return answer(operation, lastId);
  }

  private CpcaPacket answer(int operation, int requestId) throws IOException, InterruptedException {
    Duration end = endpoint.elapsed().plus(PATIENCE);
    for (Duration left = PATIENCE; !left.isNegative(); left = end.minus(endpoint.elapsed())) {
      Optional<Datagrams.Datagram> arrived = endpoint.receive(left);
      if (arrived.isEmpty() || !arrived.get().from().equals(printer)) {
        continue;
      }
      ByteBuffer datagram = arrived.get().payload();
      traffic = traffic.plus(new Traffic(0, 0, datagram.remaining()));
      Optional<CpcaPacket> packet = CpcaPacket.decode(datagram);
      if (packet.filter(each -> isAnswer(each, operation, requestId)).isPresent()) {
        return packet.get();
      }
    }
    throw new SocketTimeoutException("No answer by CPCA within " + PATIENCE.toSeconds() + " s");
  }

  private static boolean isAnswer(CpcaPacket packet, int operation, int requestId) {
    return packet.header().operation() == operation && packet.header().requestId() == requestId;
  }

  Traffic traffic() {
    return traffic;
  }
}
