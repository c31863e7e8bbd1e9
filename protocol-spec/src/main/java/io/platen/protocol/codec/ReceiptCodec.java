package io.platen.protocol.codec;

import io.platen.protocol.binding.ObjectFactory;
import io.platen.protocol.binding.ReceiptXml;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.xml.ProtocolException;
import java.util.UUID;

/** The server's word that a report is durable, as XML (chapter RPT). */
public final class ReceiptCodec {
  private ReceiptCodec() {}

  /** The same bytes for the same receipt. */
  public static byte[] write(Receipt receipt) {
    ReceiptXml xml = new ReceiptXml();
    xml.setV(ReportCodec.VERSION);
    xml.setDevice(receipt.device().toString());
    xml.setEpoch(receipt.epoch().toString());
    xml.setSequence(receipt.sequence());
    return Binding.PLATEN.write(new ObjectFactory().createReceipt(xml));
  }

  /**
   * @throws ProtocolException when the bytes are not a receipt that keeps to the protocol
   */
  public static Receipt read(byte[] xml) throws ProtocolException {
    ReceiptXml bound = Binding.PLATEN.read(xml, "receipt", ReceiptXml.class);
    return Binding.map(
        bound,
        receipt ->
            new Receipt(
                UUID.fromString(receipt.getDevice()),
                UUID.fromString(receipt.getEpoch()),
                receipt.getSequence()));
  }
}
