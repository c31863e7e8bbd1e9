package io.platen.protocol.codec;

import io.platen.protocol.binding.ObjectFactory;
import io.platen.protocol.binding.SealedXml;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.xml.ProtocolException;
import java.util.UUID;

/** The first line of an envelope's content, as XML (chapter SEA). */
public final class SealedHeaderCodec {
  private SealedHeaderCodec() {}

  /**
   * The same bytes for the same header, without a line feed.
   *
   * @throws IllegalArgumentException when the header would break its schema
   */
  public static byte[] write(SealedHeader header) {
    SealedXml xml = new SealedXml();
    xml.setV(ReportCodec.VERSION);
    xml.setDevice(header.device().toString());
    xml.setEpoch(header.epoch().toString());
    xml.setSequence(header.sequence());
    xml.setAudience(header.audience());
    xml.setType(header.type());
    xml.setCreated(header.created());
    return Binding.PLATEN.write(new ObjectFactory().createSealed(xml));
  }

  /**
   * @throws ProtocolException when the bytes are not a header that keeps to the protocol
   */
  public static SealedHeader read(byte[] xml) throws ProtocolException {
    SealedXml bound = Binding.PLATEN.read(xml, "sealed", SealedXml.class);
    return Binding.map(
        bound,
        header ->
            new SealedHeader(
                UUID.fromString(header.getDevice()),
                UUID.fromString(header.getEpoch()),
                header.getSequence(),
                header.getAudience(),
                header.getType(),
                header.getCreated()));
  }
}
