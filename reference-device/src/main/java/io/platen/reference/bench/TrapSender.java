package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/** Sends printerV2Alert (RFC 3805) from the addresses of printers. */
final class TrapSender implements AutoCloseable {
  private static final byte[] TRAP = trap();

  private final List<DatagramSocket> sockets = new ArrayList<>();

  TrapSender(List<InetAddress> from) {
    try {
      for (InetAddress each : from) {
        sockets.add(new DatagramSocket(new InetSocketAddress(each, 0)));
      }
    } catch (IOException e) {
      close();
      throw new CommandFailure("No socket to send traps from: " + e.getMessage(), e);
    }
  }

  /**
   * @param place of the printer whose trap it is
   */
  void send(int place, InetSocketAddress to) {
    try {
      sockets.get(place).send(new DatagramPacket(TRAP, TRAP.length, to));
    } catch (IOException e) {
      throw new CommandFailure("A trap cannot be sent: " + e.getMessage(), e);
    }
  }

  private static byte[] trap() {
    PDU pdu = new PDU();
    pdu.setType(PDU.NOTIFICATION);
    pdu.setRequestID(new Integer32(1));
    pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(4_711)));
    pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, new OID("1.3.6.1.2.1.43.18.2.0.1")));
    pdu.add(new VariableBinding(new OID("1.3.6.1.2.1.43.18.1.1.7.1.1"), new Integer32(8)));
    byte[] community = {'p', 'u', 'b', 'l', 'i', 'c'};
    int length = 3 + 2 + community.length + pdu.getBERLength();
    ByteBuffer bytes = ByteBuffer.allocate(length + 4);
    try {
      BEROutputStream out = new BEROutputStream(bytes);
      BER.encodeHeader(out, BER.SEQUENCE, length);
      BER.encodeInteger(out, BER.INTEGER, 1);
      BER.encodeString(out, BER.OCTETSTRING, community);
      pdu.encodeBER(out);
    } catch (IOException e) {
      throw new IllegalStateException("A buffer in memory did not take a message", e);
    }
    byte[] trap = new byte[bytes.position()];
    bytes.flip().get(trap);
    return trap;
  }

  @Override
  public void close() {
    sockets.forEach(DatagramSocket::close);
  }
}
