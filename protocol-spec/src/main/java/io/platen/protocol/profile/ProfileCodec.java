package io.platen.protocol.profile;

import io.platen.protocol.xml.BundledSchemas;
import io.platen.protocol.xml.ProtocolException;
import io.platen.protocol.xml.SafeXml;
import javax.xml.validation.Schema;

/**
 * Reads printer profiles: within the limits of chapter XML, by printer-profile.xsd, and by what a
 * schema cannot say (references, regular expressions, names of meters).
 */
public final class ProfileCodec {
  private static final Schema SCHEMA = BundledSchemas.compile("printer-profile.xsd");

  private ProfileCodec() {}

  /**
   * @throws ProtocolException with the line and the reason of the first thing that is wrong
   */
  public static PrinterProfile read(byte[] document) throws ProtocolException {
    return SafeXml.DEFAULT.read(
        document, reader -> ProfileMapper.profile(ElementReader.read(reader, SCHEMA)));
  }
}
