package io.platen.device.printer.snmp;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.snmp.SnmpMessage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;

/** Requests to one printer and their answers, one in flight at a time. */
final class Link implements Closeable {
  private final Datagrams.Endpoint endpoint;
  private final PrinterTarget target;
  private final Patience patience;
  private final IntSupplier requestIds;
  private Traffic traffic = Traffic.NONE;

  Link(
      Datagrams.Endpoint endpoint,
      PrinterTarget target,
      Patience patience,
      IntSupplier requestIds) {
    this.endpoint = endpoint;
    this.target = target;
    this.patience = patience;
    this.requestIds = requestIds;
  }

  /** The answer, after as many tries as it takes; nothing where the printer stays silent. */
  Optional<PDU> ask(PDU request) throws IOException, InterruptedException {
    return ask(request, patience.tries());
  }

  Optional<PDU> ask(PDU request, int tries) throws IOException, InterruptedException {
    // One id for all tries: a late answer to the first is as good as one to the second.
    request.setRequestID(new Integer32(requestIds.getAsInt()));
    ByteBuffer bytes =
        new SnmpMessage(target.access().version(), target.access().community(), request).encode();
    for (int sent = 0; sent < tries; sent++) {
      endpoint.send(bytes, target.address());
      traffic = traffic.plus(new Traffic(1, bytes.remaining(), 0));
      Optional<PDU> answer = await(request.getRequestID());
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  private Optional<PDU> await(Integer32 id) throws IOException, InterruptedException {
    Duration end = endpoint.elapsed().plus(patience.each());
    while (true) {
      Duration left = end.minus(endpoint.elapsed());
      Optional<Datagrams.Datagram> arrived =
          endpoint.receive(left.isNegative() ? Duration.ZERO : left);
      if (arrived.isEmpty()) {
        return Optional.empty();
      }
      Optional<PDU> answer = arrived.flatMap(this::answerOf);
      if (answer.isPresent() && answer.get().getRequestID().equals(id)) {
        return answer;
      }
    }
  }

  /** Only what comes from the address that was asked can be an answer. */
  private Optional<PDU> answerOf(Datagrams.Datagram datagram) {
    if (!datagram.from().equals(target.address())) {
      return Optional.empty();
    }
    traffic = traffic.plus(new Traffic(0, 0, datagram.payload().remaining()));
    return SnmpMessage.decode(datagram.payload())
        .filter(message -> message.isBy(target.access()))
        .map(SnmpMessage::pdu)
        .filter(pdu -> pdu.getType() == PDU.RESPONSE);
  }

  Traffic traffic() {
    return traffic;
  }

  @Override
  public void close() throws IOException {
    endpoint.close();
  }
}
