package io.platen.device.snmp;

import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;

/** The message of RFC 1157 and RFC 1901: version, community, PDU. */
public final class SnmpMessage {
  private static final int V1 = 0;
  private static final int V2C = 1;

  private SnmpMessage() {}

  /** One datagram's worth of bytes. */
  public static ByteBuffer encode(Version version, String community, PDU pdu) {
    byte[] name = community.getBytes(StandardCharsets.UTF_8);
    int length = 3 + 1 + BER.getBERLengthOfLength(name.length) + name.length + pdu.getBERLength();
    ByteBuffer bytes = ByteBuffer.allocate(1 + BER.getBERLengthOfLength(length) + length);
    try {
      BEROutputStream out = new BEROutputStream(bytes);
      BER.encodeHeader(out, BER.SEQUENCE, length);
      BER.encodeInteger(out, BER.INTEGER, version == Version.V1 ? V1 : V2C);
      BER.encodeString(out, BER.OCTETSTRING, name);
      pdu.encodeBER(out);
    } catch (IOException e) {
      throw new IllegalStateException("A buffer in memory did not take a message", e);
    }
    return bytes.flip();
  }

  /** The PDU, or nothing where the bytes are no message of this version and community. */
  public static Optional<PDU> decode(Version version, String community, ByteBuffer bytes) {
    try {
      BERInputStream in = new BERInputStream(bytes.duplicate());
      BER.MutableByte type = new BER.MutableByte();
      BER.decodeHeader(in, type);
      int found = BER.decodeInteger(in, new BER.MutableByte());
      byte[] name = BER.decodeString(in, new BER.MutableByte());
      if (type.getValue() != BER.SEQUENCE
          || found != (version == Version.V1 ? V1 : V2C)
          || !Arrays.equals(name, community.getBytes(StandardCharsets.UTF_8))) {
        return Optional.empty();
      }
      PDU pdu = new PDU();
      pdu.decodeBER(in);
      return Optional.of(pdu);
    } catch (IOException | RuntimeException e) {
      // Whatever a stranger sends must not end a reading: what cannot be decoded was not said.
      return Optional.empty();
    }
  }
}
