package io.platen.protocol.registry;

import io.platen.protocol.xml.ProtocolException;
import io.platen.protocol.xml.SafeXml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the registry files that are bundled with this module. */
final class RegistryReader {
  private RegistryReader() {}

  static Registry read(String name) {
    try (InputStream file = RegistryReader.class.getResourceAsStream(name + ".xml")) {
      if (file == null) {
        throw new IllegalStateException("The registry " + name + " is missing in this build");
      }
      return SafeXml.DEFAULT.read(file.readAllBytes(), RegistryReader::registry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProtocolException e) {
      throw new IllegalStateException("The registry " + name + " cannot be read", e);
    }
  }

  private static Registry registry(XMLStreamReader reader) throws XMLStreamException {
    reader.nextTag();
    String name = reader.getAttributeValue(null, "name");
    reader.nextTag();
    String title = reader.getElementText();
    reader.nextTag();
    String reference = reader.getElementText();
    List<Registry.Entry> entries = new ArrayList<>();
    while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
      entries.add(entry(reader));
    }
    return new Registry(name, title, reference, entries);
  }

  private static Registry.Entry entry(XMLStreamReader reader) throws XMLStreamException {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    String token = attributes.remove("token");
    String number = attributes.remove("number");
    if (token == null) {
      throw new XMLStreamException("An entry without a token", reader.getLocation());
    }
    return new Registry.Entry(
        token,
        number == null ? null : Integer.valueOf(number),
        reader.getElementText(),
        attributes);
  }
}
