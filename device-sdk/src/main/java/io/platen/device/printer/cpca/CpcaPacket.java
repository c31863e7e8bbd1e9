package io.platen.device.printer.cpca;

import java.nio.ByteBuffer;
import java.util.Optional;

/** One datagram: header and payload. */
public final class CpcaPacket {
  private final CpcaHeader header;
  private final byte[] payload;

  private CpcaPacket(CpcaHeader header, byte[] payload) {
    this.header = header;
    this.payload = payload;
  }

  static CpcaPacket request(int operation, int requestId, byte[] payload) {
    return new CpcaPacket(
        new CpcaHeader(0, operation, requestId, payload.length, CpcaHeader.NO_USER),
        payload.clone());
  }

  /** Empty where it is no packet, or its length is not the one that it tells. */
  static Optional<CpcaPacket> decode(ByteBuffer datagram) {
    ByteBuffer from = datagram.duplicate();
    Optional<CpcaHeader> header = CpcaHeader.take(from);
    if (header.isEmpty() || header.get().payloadLength() != from.remaining()) {
      return Optional.empty();
    }
    byte[] payload = new byte[from.remaining()];
    from.get(payload);
    return Optional.of(new CpcaPacket(header.get(), payload));
  }

  ByteBuffer encode() {
    ByteBuffer whole = ByteBuffer.allocate(CpcaHeader.BYTES + payload.length);
    header.put(whole);
    return whole.put(payload).flip();
  }

  public CpcaHeader header() {
    return header;
  }

  public byte[] payload() {
    return payload.clone();
  }
}
