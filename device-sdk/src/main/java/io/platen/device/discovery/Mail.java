package io.platen.device.discovery;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.snmp.usm.Engine;
import io.platen.device.printer.snmp.usm.Heard;
import io.platen.device.snmp.SnmpMessage;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;

/** Puts a scan's requests into messages, and finds the request that a datagram answers. */
final class Mail {
  /** A request that is under way. */
  record Sent(Candidate candidate, SnmpAccess access) {}

  /** What has come for a request. */
  record Arrived(Sent request, Heard heard) {}

  private final RandomGenerator random;
  private final Map<Integer, Sent> sent = new HashMap<>();

  Mail(RandomGenerator random) {
    this.random = random;
  }

  ByteBuffer write(Candidate candidate, SnmpAccess access, PDU request, Instant now) {
    int id = requestId();
    request.setRequestID(new Integer32(id));
    sent.put(id, new Sent(candidate, access));
    candidate.requestIds.add(id);
    SnmpUser user = access.user();
    return user == null
        ? new SnmpMessage(access.version(), access.community(), request).encode()
        : candidate.engine(user, access).encode(request, now);
  }

  private int requestId() {
    int id = random.nextInt(1, Integer.MAX_VALUE);
    while (sent.containsKey(id)) {
      id = random.nextInt(1, Integer.MAX_VALUE);
    }
    return id;
  }

  /** Nothing where it is no answer, or not from where it was asked. */
  Optional<Arrived> read(Datagrams.Datagram datagram, Instant now) {
    Optional<SnmpMessage> message = SnmpMessage.decode(datagram.payload());
    return message.isPresent() ? read(datagram, message.get()) : readByUser(datagram, now);
  }

  private Optional<Arrived> read(Datagrams.Datagram datagram, SnmpMessage message) {
    Sent request = sent.get(message.pdu().getRequestID().getValue());
    if (request == null
        || message.pdu().getType() != PDU.RESPONSE
        || !message.isBy(request.access())
        || !isFrom(datagram, request)) {
      return Optional.empty();
    }
    return Optional.of(new Arrived(request, new Heard.Response(message.pdu())));
  }

  private Optional<Arrived> readByUser(Datagrams.Datagram datagram, Instant now) {
    byte[] bytes = new byte[datagram.payload().remaining()];
    datagram.payload().duplicate().get(bytes);
    int id = Engine.messageId(bytes).orElse(0);
    Sent request = sent.get(id);
    SnmpUser user = request == null ? null : request.access().user();
    if (request == null || user == null || !isFrom(datagram, request)) {
      return Optional.empty();
    }
    Engine engine = request.candidate().engine(user, request.access());
    return Optional.of(new Arrived(request, engine.hear(bytes, id, now)));
  }

  private static boolean isFrom(Datagrams.Datagram datagram, Sent request) {
    return datagram.from().getPort() == request.access().port()
        && datagram.from().getAddress().equals(request.candidate().address);
  }

  /** Late answers to what was asked there are none any more. */
  void forget(Candidate candidate) {
    candidate.requestIds.forEach(sent::remove);
    candidate.requestIds.clear();
  }
}
