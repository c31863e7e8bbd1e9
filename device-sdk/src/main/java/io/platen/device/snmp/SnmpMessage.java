package io.platen.device.snmp;

import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;

/** The message of RFC 1157 and RFC 1901. */
public record SnmpMessage(Version version, String community, PDU pdu) {
  private static final int V1 = 0;
  private static final int V2C = 1;
  private static final int VERSION_BYTES = 3;

  /** Whether it speaks the version and the community of an access. */
  public boolean isBy(SnmpAccess access) {
    return version == access.version() && community.equals(access.community());
  }

  /** One datagram's worth of bytes. */
  public ByteBuffer encode() {
    byte[] name = community.getBytes(StandardCharsets.UTF_8);
    int length =
        VERSION_BYTES
            + 1
            + BER.getBERLengthOfLength(name.length)
            + name.length
            + pdu.getBERLength();
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

  /** Nothing where the bytes are no message of v1 or v2c. */
  public static Optional<SnmpMessage> decode(ByteBuffer bytes) {
    try {
      BERInputStream in = new BERInputStream(bytes.duplicate());
      BER.MutableByte type = new BER.MutableByte();
      BER.decodeHeader(in, type);
      int version = BER.decodeInteger(in, new BER.MutableByte());
      byte[] name = BER.decodeString(in, new BER.MutableByte());
      if (type.getValue() != BER.SEQUENCE || (version != V1 && version != V2C)) {
        return Optional.empty();
      }
      PDU pdu = new PDU();
      pdu.decodeBER(in);
      return Optional.of(
          new SnmpMessage(
              version == V1 ? Version.V1 : Version.V2C,
              new String(name, StandardCharsets.UTF_8),
              pdu));
    } catch (IOException | RuntimeException e) {
      // Whatever a stranger sends must not end a reading: what cannot be decoded was not said.
      return Optional.empty();
    }
  }
}
