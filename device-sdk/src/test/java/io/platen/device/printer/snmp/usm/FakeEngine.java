package io.platen.device.printer.snmp.usm;

import io.platen.protocol.sync.SnmpUser;
import java.nio.ByteBuffer;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** Makes the messages of an agent's side, right ones and wrong ones. */
final class FakeEngine {
  private final byte[] id;
  private final SnmpUser user;
  private int boots = 7;
  private int time = 1_000;

  FakeEngine(byte[] id, SnmpUser user) {
    this.id = id.clone();
    this.user = user;
  }

  FakeEngine restarted() {
    boots++;
    time = 1;
    return this;
  }

  /** A report that is not authenticated, as most are. */
  byte[] report(OID cause, int messageId) {
    return message(0, messageId, pdu(PDU.REPORT, cause), null);
  }

  byte[] signedReport(OID cause, int messageId) {
    return message(
        UsmMessage.AUTHENTICATED, messageId, pdu(PDU.REPORT, cause), new Ciphers(user, id));
  }

  byte[] response(int messageId) {
    Ciphers ciphers = new Ciphers(user, id);
    int flags =
        (ciphers.authenticate() ? UsmMessage.AUTHENTICATED : 0)
            | (ciphers.encrypt() ? UsmMessage.ENCRYPTED : 0);
    return message(flags, messageId, pdu(PDU.RESPONSE, new OID("1.3.6.1.2.1.1.3.0")), ciphers);
  }

  byte[] bareResponse(int messageId) {
    return message(0, messageId, pdu(PDU.RESPONSE, new OID("1.3.6.1.2.1.1.3.0")), null);
  }

  private byte[] message(int flags, int messageId, ScopedPDU pdu, Ciphers ciphers) {
    byte[] data = UsmMessage.written(pdu::encodeBER);
    byte[] salt = new byte[0];
    if ((flags & UsmMessage.ENCRYPTED) != 0) {
      Ciphers.Sealed sealed = ciphers.seal(data, boots, time);
      data = UsmMessage.bytes(sealed.data());
      salt = UsmMessage.bytes(sealed.salt());
    }
    UsmMessage.Parameters security =
        new UsmMessage.Parameters(
            ByteBuffer.wrap(id),
            boots,
            time,
            ByteBuffer.wrap(new OctetString(user.name()).getValue()));
    return UsmMessage.encode(messageId, flags, security, ciphers, salt, data);
  }

  private ScopedPDU pdu(int type, OID name) {
    ScopedPDU pdu = new ScopedPDU();
    pdu.setType(type);
    pdu.setRequestID(new Integer32(1));
    pdu.setContextEngineID(new OctetString(id));
    pdu.add(new VariableBinding(name, new Counter32(1)));
    return pdu;
  }
}
