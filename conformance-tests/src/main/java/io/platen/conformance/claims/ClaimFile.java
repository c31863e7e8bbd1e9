package io.platen.conformance.claims;

import io.platen.conformance.subject.ConfigurationException;
import io.platen.protocol.xml.ProtocolException;
import io.platen.protocol.xml.SafeXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stax.StAXSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads a small XML file against a schema of the suite, into its elements. */
final class ClaimFile {
  private final Schema schema;

  /**
   * @param schema its name among the resources of this package
   */
  ClaimFile(String schema) {
    this.schema = compiled(schema);
  }

  /** An element with its attributes and its own text, without white space around it. */
  record Element(String name, Map<String, String> attributes, String text) {
    Element {
      attributes = Map.copyOf(attributes);
    }

    /** An attribute that the schema demands. */
    String get(String attribute) {
      return Objects.requireNonNull(attributes.get(attribute), attribute);
    }
  }

  /** All elements in the order of the file, the root first; every fault of the file at once. */
  List<Element> read(Path file) throws ConfigurationException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      List<String> faults = SafeXml.DEFAULT.read(bytes, this::faults);
      if (!faults.isEmpty()) {
        throw new ConfigurationException(file.toString(), faults);
      }
      return SafeXml.DEFAULT.read(bytes, ClaimFile::elements);
    } catch (ProtocolException e) {
      throw new ConfigurationException(
          file.toString(),
          List.of(String.valueOf(e.getMessage()) + " (comments are refused, too)"));
    } catch (IOException e) {
      throw new ConfigurationException(file.toString(), List.of("cannot be read (" + e + ")"));
    }
  }

  private List<String> faults(XMLStreamReader reader) throws SAXException, IOException {
    List<String> faults = new ArrayList<>();
    Validator validator = schema.newValidator();
    validator.setErrorHandler(new Collector(faults));
    validator.validate(new StAXSource(reader));
    return faults;
  }

  private static List<Element> elements(XMLStreamReader reader) throws Exception {
    List<Element> elements = new ArrayList<>();
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
          attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i).strip());
        }
        elements.add(new Element(reader.getLocalName(), attributes, ""));
      } else if (event == XMLStreamConstants.CHARACTERS) {
        Element last = elements.remove(elements.size() - 1);
        String text = (last.text() + reader.getText()).strip();
        elements.add(new Element(last.name(), last.attributes(), text));
      }
    }
    return elements;
  }

  @AllowForbidden("compiles the suite's own schemas only")
  private static Schema compiled(String name) {
    try {
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      return factory.newSchema(new StreamSource(ClaimSchemas.open(name), name));
    } catch (SAXException e) {
      throw new IllegalStateException("The schema " + name + " does not compile", e);
    }
  }

  private record Collector(List<String> faults) implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {
      faults.add(said(e));
    }

    @Override
    public void error(SAXParseException e) {
      faults.add(said(e));
    }

    @Override
    public void fatalError(SAXParseException e) {
      faults.add(said(e));
    }

    /** Without the number of the rule, which helps nobody who writes such a file. */
    private static String said(SAXParseException e) {
      return String.valueOf(e.getMessage()).replaceFirst("^cvc-[^:]*: ", "");
    }
  }
}
