package io.platen.protocol.version;

import io.platen.protocol.xml.ProtocolException;
import io.platen.protocol.xml.SafeXml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/**
 * A reader as somebody will write it who knows the invented version 1.1: the rules of documents,
 * the schema of 1.0 with the additions beside it, and what 1.0 makes of the rest.
 */
final class LaterReader {
  private static final String ADDITIONS = "urn:platen:protocol:1:1";
  private static final Path SCHEMA =
      Path.of("src/main/resources/io/platen/protocol/schema/protocol.xsd");
  private static final Path ONE_ONE =
      Path.of("src/test/resources/io/platen/protocol/version/one-one.xsd");
  private static final Pattern DEMAND = Pattern.compile(" mustUnderstand=\"([^\"]*)\"");
  private static final Set<String> KNOWN = Set.of("finishers", "wake");

  private final Schema schema;

  LaterReader() {
    try {
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
      Source[] both = {new StreamSource(SCHEMA.toFile()), new StreamSource(ONE_ONE.toFile())};
      schema = factory.newSchema(both);
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What it read.
   *
   * @param document what version 1.0 knows of it
   * @param additions names of what version 1.1 added
   */
  record Read(Object document, Set<String> additions) {}

  /** What a codec of version 1.0 does. */
  interface Reading {
    Object read(byte[] xml) throws ProtocolException;
  }

  Read read(String text, Reading known) throws ProtocolException, IOException, SAXException {
    String plain = understood(text);
    // The version comes first, and all the rules of documents; then the schema with the additions.
    Object document = known.read(plain.getBytes(StandardCharsets.UTF_8));
    byte[] xml = text.getBytes(StandardCharsets.UTF_8);
    schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml)));
    return new Read(document, SafeXml.DEFAULT.read(xml, LaterReader::additions));
  }

  /** Without a demand that this version fulfils. */
  private static String understood(String text) {
    return DEMAND
        .matcher(text)
        .replaceAll(demand -> KNOWN.containsAll(names(demand.group(1))) ? "" : demand.group());
  }

  private static List<String> names(String list) {
    return List.of(list.strip().split("\\s+"));
  }

  private static Set<String> additions(XMLStreamReader reader) throws Exception {
    Set<String> found = new TreeSet<>();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamReader.START_ELEMENT) {
        if (ADDITIONS.equals(reader.getNamespaceURI())) {
          found.add(reader.getLocalName());
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
          if (ADDITIONS.equals(reader.getAttributeNamespace(i))) {
            found.add("@" + reader.getAttributeLocalName(i));
          }
        }
      }
    }
    return found;
  }
}
