package io.platen.device.fuzz;

import io.platen.device.snmp.SnmpMessage;
import io.platen.device.testing.SimulatedNetwork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * An agent whose answers are in a string of bytes: varbinds of messages that it splits at a mark,
 * given the id of the request, so that they are listened to. When all were said it begins again.
 */
final class ScriptedAgent implements SimulatedNetwork.Host {
  /** A piece of the script is at most so long; its first byte says how long. */
  private static final int UNIT = 16;

  private final ByteBuffer script;

  ScriptedAgent(byte[] script) {
    this.script = ByteBuffer.wrap(script);
  }

  @Override
  public List<ByteBuffer> hear(ByteBuffer datagram) {
    SnmpMessage request = SnmpMessage.decode(datagram).orElseThrow();
    if (script.capacity() == 0) {
      return List.of();
    }
    byte[] piece = next();
    Optional<SnmpMessage> said = SnmpMessage.decode(ByteBuffer.wrap(piece));
    PDU answer = said.map(SnmpMessage::pdu).orElseGet(() -> echo(request.pdu(), piece));
    answer.setType(PDU.RESPONSE);
    answer.setRequestID(request.pdu().getRequestID());
    try {
      return List.of(new SnmpMessage(request.version(), request.community(), answer).encode());
    } catch (RuntimeException e) {
      return List.of(ByteBuffer.wrap(piece));
    }
  }

  private byte[] next() {
    if (!script.hasRemaining()) {
      script.rewind();
    }
    int length = Math.min(script.remaining(), (script.get(script.position()) & 0xff) * UNIT + 1);
    byte[] piece = new byte[length];
    script.get(piece);
    return piece;
  }

  /** What was asked, a step further, with values of the script. */
  private static PDU echo(PDU request, byte[] piece) {
    PDU answer = new PDU();
    List<VariableBinding> bindings = new ArrayList<>(request.getAll());
    for (int i = 0; i < bindings.size(); i++) {
      int step = piece[i % piece.length];
      OID after = new OID(bindings.get(i).getOid()).append(Math.abs(step));
      answer.add(new VariableBinding(after, new org.snmp4j.smi.OctetString(piece)));
    }
    return answer;
  }
}
