package io.platen.protocol.codec;

import io.platen.protocol.binding.EmptyXml;
import io.platen.protocol.binding.FindXml;
import io.platen.protocol.binding.FoundXml;
import io.platen.protocol.binding.LocalAnswerXml;
import io.platen.protocol.binding.LocalPrintersXml;
import io.platen.protocol.binding.LocalRefusalXml;
import io.platen.protocol.binding.LocalRequestXml;
import io.platen.protocol.binding.ObjectFactory;
import io.platen.protocol.binding.PairingXml;
import io.platen.protocol.local.Finding.Find;
import io.platen.protocol.local.Finding.Found;
import io.platen.protocol.local.LocalAnswer;
import io.platen.protocol.local.LocalRequest;
import io.platen.protocol.local.Proof;
import io.platen.protocol.xml.ProtocolException;

/** What a device and a local agent say to each other, as XML (chapter LPA). */
public final class LocalCodec {
  private static final String VERSION = "1.0";

  /** [PLT-LPA-020] Longer than any answer. */
  private static final String FILL = ".".repeat(200);

  private LocalCodec() {}

  public static byte[] write(Find find) {
    FindXml xml = new FindXml();
    xml.setV(VERSION);
    xml.setNonce(find.nonce());
    xml.setFill(FILL);
    return Binding.PLATEN.write(new ObjectFactory().createFind(xml));
  }

  public static byte[] write(Found found) {
    FoundXml xml = new FoundXml();
    xml.setV(VERSION);
    xml.setNonce(found.nonce());
    xml.setAgent(found.agent());
    xml.setPort(found.port());
    return Binding.PLATEN.write(new ObjectFactory().createFound(xml));
  }

  public static byte[] write(LocalRequest request) {
    LocalRequestXml xml = new LocalRequestXml();
    xml.setV(VERSION);
    if (request instanceof LocalRequest.Pair pair) {
      xml.setPair(pairing(pair.proof()));
    } else {
      xml.setRead(new EmptyXml());
    }
    return Binding.PLATEN.write(new ObjectFactory().createLocalRequest(xml));
  }

  /**
   * @throws IllegalArgumentException when the answer would break its schema
   */
  public static byte[] write(LocalAnswer answer) {
    LocalAnswerXml xml = new LocalAnswerXml();
    xml.setV(VERSION);
    if (answer instanceof LocalAnswer.Paired paired) {
      xml.setPaired(pairing(paired.proof()));
    } else if (answer instanceof LocalAnswer.Refused refused) {
      xml.setRefused(new LocalRefusalXml());
      xml.getRefused().setReason(refused.reason());
    } else if (answer instanceof LocalAnswer.Printers printers) {
      xml.setPrinters(new LocalPrintersXml());
      xml.getPrinters().setSoftware(Texts.fit(printers.software()));
      printers
          .printers()
          .forEach(each -> xml.getPrinters().getPrinter().add(PrinterMapper.write(each)));
    }
    return Binding.PLATEN.write(new ObjectFactory().createLocalAnswer(xml));
  }

  private static PairingXml pairing(Proof proof) {
    PairingXml xml = new PairingXml();
    xml.setProof(proof.bytes());
    return xml;
  }

  /**
   * @throws ProtocolException when the bytes are no such document
   */
  public static Find readFind(byte[] xml) throws ProtocolException {
    return new Find(Binding.PLATEN.read(xml, "find", FindXml.class).getNonce());
  }

  /**
   * @throws ProtocolException when the bytes are no such document
   */
  public static Found readFound(byte[] xml) throws ProtocolException {
    FoundXml found = Binding.PLATEN.read(xml, "found", FoundXml.class);
    return new Found(found.getNonce(), found.getAgent(), found.getPort());
  }

  /**
   * @throws ProtocolException when the bytes are no such document
   */
  public static LocalRequest readRequest(byte[] xml) throws ProtocolException {
    LocalRequestXml request = Binding.PLATEN.read(xml, "localRequest", LocalRequestXml.class);
    return request.getPair() == null
        ? new LocalRequest.Read()
        : new LocalRequest.Pair(new Proof(request.getPair().getProof()));
  }

  /**
   * @throws ProtocolException when the bytes are no such document
   */
  public static LocalAnswer readAnswer(byte[] xml) throws ProtocolException {
    return Binding.map(
        Binding.PLATEN.read(xml, "localAnswer", LocalAnswerXml.class), LocalCodec::toRecord);
  }

  private static LocalAnswer toRecord(LocalAnswerXml xml) {
    if (xml.getPaired() != null) {
      return new LocalAnswer.Paired(new Proof(xml.getPaired().getProof()));
    }
    return xml.getRefused() != null
        ? new LocalAnswer.Refused(xml.getRefused().getReason())
        : new LocalAnswer.Printers(
            xml.getPrinters().getPrinter().stream().map(PrinterMapper::read).toList(),
            xml.getPrinters().getSoftware());
  }
}
