package io.platen.device.printer.snmp;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Refusal;
import io.platen.device.printer.Traffic;
import io.platen.device.printer.snmp.usm.Engine;
import io.platen.device.printer.snmp.usm.Heard;
import io.platen.device.snmp.SnmpMessage;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;

/** Requests to one printer and their answers, one in flight at a time. */
final class Link implements Closeable {
  /** Who it is, what time it is there, both once more after a restart, and the answer. */
  private static final int MOST_ROUNDS = 5;

  private final Datagrams.Endpoint endpoint;
  private final PrinterTarget target;
  private final Patience patience;
  private final IntSupplier requestIds;
  private final InstantSource clock;
  private final Duration began;
  private Traffic traffic = Traffic.NONE;

  Link(
      Datagrams.Endpoint endpoint,
      PrinterTarget target,
      Patience patience,
      IntSupplier requestIds,
      InstantSource clock) {
    this.endpoint = endpoint;
    this.began = endpoint.elapsed();
    this.target = target;
    this.patience = patience;
    this.requestIds = requestIds;
    this.clock = clock;
  }

  /** How many tries a request has. */
  int tries() {
    return patience.tries();
  }

  /**
   * The answer, after as many tries as it takes; nothing where the printer stays silent.
   *
   * @param engine what is known of a v3 agent; null where a community is spoken
   */
  Optional<PDU> ask(PDU request, int tries, @Nullable Engine engine)
      throws IOException, InterruptedException, SilentAgent {
    return engine == null ? ask(request, tries) : askEngine(engine, request, tries);
  }

  private Optional<PDU> ask(PDU request, int tries) throws IOException, InterruptedException {
    // One id for all tries: a late answer to the first is as good as one to the second.
    Integer32 id = new Integer32(requestIds.getAsInt());
    request.setRequestID(id);
    ByteBuffer bytes =
        new SnmpMessage(target.access().version(), target.access().community(), request).encode();
    return exchange(bytes, tries, payload -> answerOf(payload, id));
  }

  /** RFC 3414: where the engine says that we do not know it or its time, we have just learnt it. */
  private Optional<PDU> askEngine(Engine engine, PDU request, int tries)
      throws IOException, InterruptedException, SilentAgent {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int id = requestIds.getAsInt();
      request.setRequestID(new Integer32(id));
      ByteBuffer bytes = engine.encode(request, clock.instant());
      Optional<Heard> heard = exchange(bytes, tries, payload -> heardOf(engine, payload, id));
      if (heard.isEmpty()) {
        return Optional.empty();
      }
      if (heard.get() instanceof Heard.Response response) {
        return Optional.of(readable(response.pdu()));
      }
      if (heard.get() instanceof Heard.Refused refused) {
        throw new SilentAgent(refused.why());
      }
    }
    throw new SilentAgent(Refusal.TIME_WINDOW);
  }

  /** Some agents answer a user below its level so, where others send a report. */
  private static PDU readable(PDU answer) throws SilentAgent {
    if (answer.getErrorStatus() == PDU.authorizationError) {
      throw new SilentAgent(Refusal.UNSUPPORTED_LEVEL);
    }
    return answer;
  }

  private Optional<Heard> heardOf(Engine engine, ByteBuffer payload, int id) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return Optional.of(engine.hear(bytes, id, clock.instant()))
        .filter(heard -> !(heard instanceof Heard.Nothing));
  }

  private <T> Optional<T> exchange(
      ByteBuffer bytes, int tries, Function<ByteBuffer, Optional<T>> reading)
      throws IOException, InterruptedException {
    for (int sent = 0; sent < tries; sent++) {
      endpoint.send(bytes, target.address());
      traffic = traffic.plus(new Traffic(1, bytes.remaining(), 0));
      Optional<T> answer = await(reading);
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  private <T> Optional<T> await(Function<ByteBuffer, Optional<T>> reading)
      throws IOException, InterruptedException {
    Duration end = endpoint.elapsed().plus(patience.each());
    while (true) {
      // However much else arrives: a flood does not keep a reader beyond its time.
      Duration left = end.minus(endpoint.elapsed());
      if (left.isNegative() || left.isZero()) {
        return Optional.empty();
      }
      Optional<Datagrams.Datagram> arrived = endpoint.receive(left);
      if (arrived.isEmpty()) {
        return Optional.empty();
      }
      Optional<T> answer = payloadOf(arrived.get()).flatMap(reading);
      if (answer.isPresent()) {
        return answer;
      }
    }
  }

  /** Only what comes from the address that was asked can be an answer. */
  private Optional<ByteBuffer> payloadOf(Datagrams.Datagram datagram) {
    if (!datagram.from().equals(target.address())) {
      return Optional.empty();
    }
    traffic = traffic.plus(new Traffic(0, 0, datagram.payload().remaining()));
    return Optional.of(datagram.payload());
  }

  private Optional<PDU> answerOf(ByteBuffer payload, Integer32 id) {
    return SnmpMessage.decode(payload)
        .filter(message -> message.isBy(target.access()))
        .map(SnmpMessage::pdu)
        .filter(pdu -> pdu.getType() == PDU.RESPONSE && pdu.getRequestID().equals(id));
  }

  boolean isVersion1() {
    return target.access().version() == Version.V1;
  }

  /** Since the reading began. */
  Duration elapsed() {
    return endpoint.elapsed().minus(began);
  }

  Traffic traffic() {
    return traffic;
  }

  @Override
  public void close() throws IOException {
    endpoint.close();
  }
}
