package io.platen.conformance.printers;

import io.platen.conformance.printers.UsmMessage.Engine;
import java.io.IOException;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/**
 * A message of SNMP v3 (RFC 3412 section 6) by the user-based model (RFC 3414 section 2.4), neither
 * authenticated nor encrypted.
 *
 * @param id of the message; the answer has the same
 * @param reportable whether a report is wanted
 * @param engine whom it is for; empty in the discovery
 * @param user empty in the discovery
 */
public record UserMessage(
    int id, boolean reportable, OctetString engine, OctetString user, ScopedPDU pdu) {
  /** The question for an engine, which names no user: RFC 3414 section 4. */
  public static UserMessage discovery(int id) {
    ScopedPDU pdu = new ScopedPDU();
    pdu.setType(PDU.GET);
    pdu.setRequestID(new Integer32(id));
    return new UserMessage(id, true, new OctetString(), new OctetString(), pdu);
  }

  /**
   * @throws IOException for what is no such message
   */
  public static UserMessage decode(byte[] datagram) throws IOException {
    UsmMessage message = UsmMessage.decode(datagram);
    return new UserMessage(
        message.id(),
        (message.flags() & UsmMessage.REPORTABLE) != 0,
        message.engine().id(),
        new OctetString(message.user()),
        message.isOpen() ? message.openPdu() : new ScopedPDU());
  }

  /** The same message with what an engine of these boots and seconds has to say. */
  UserMessage answer(OctetString from, PDU said) {
    ScopedPDU answer = new ScopedPDU();
    answer.setType(said.getType());
    answer.setRequestID(pdu.getRequestID());
    answer.setErrorStatus(said.getErrorStatus());
    answer.setErrorIndex(said.getErrorIndex());
    answer.setContextEngineID(from);
    said.getVariableBindings().forEach(answer::add);
    return new UserMessage(id, false, from, user, answer);
  }

  /** The same for this engine, by this user. */
  public UserMessage by(String name, OctetString whom, ScopedPDU asked) {
    asked.setContextEngineID(whom);
    return new UserMessage(id, true, whom, new OctetString(name), asked);
  }

  public byte[] encode() {
    int flags = reportable ? UsmMessage.REPORTABLE : 0;
    Engine from = engine.length() == 0 ? Engine.UNKNOWN : new Engine(engine, 1, 1);
    return UsmMessage.open(id, flags, from, user.toString(), pdu);
  }
}
