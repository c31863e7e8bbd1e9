package io.platen.protocol.profile;

import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.DefaultHandler;

/** Makes a tree of a document while the schema looks on: the first error fails, with its line. */
final class ElementReader {
  private static final String NO_PREFIX = "";

  private final XMLStreamReader reader;
  private final ValidatorHandler schema;
  private final Deque<Element> open = new ArrayDeque<>();

  private ElementReader(XMLStreamReader reader, Schema schema) {
    this.reader = reader;
    this.schema = schema.newValidatorHandler();
    this.schema.setErrorHandler(new Strict());
  }

  static Element read(XMLStreamReader reader, Schema schema)
      throws XMLStreamException, ProtocolException {
    ElementReader reading = new ElementReader(reader, schema);
    try {
      return reading.read();
    } catch (SAXException e) {
      throw new ProtocolException(
          ProblemType.SCHEMA_VIOLATION,
          "PLT-XML-016",
          "The profile does not follow its schema: " + e.getMessage(),
          reader.getLocation().getLineNumber(),
          reader.getLocation().getColumnNumber());
    }
  }

  private Element read() throws XMLStreamException, SAXException {
    schema.startDocument();
    reader.nextTag();
    Element root = start();
    while (!open.isEmpty()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text();
        default -> {}
      }
    }
    schema.endDocument();
    return root;
  }

  private Element start() throws SAXException {
    AttributesImpl attributes = new AttributesImpl();
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String name = reader.getAttributeLocalName(i);
      String namespace = reader.getAttributeNamespace(i);
      String space = namespace == null ? NO_PREFIX : namespace;
      attributes.addAttribute(space, name, name, "CDATA", reader.getAttributeValue(i));
      values.put(name, reader.getAttributeValue(i));
    }
    String name = reader.getLocalName();
    String namespace = reader.getNamespaceURI();
    schema.startElement(namespace == null ? NO_PREFIX : namespace, name, name, attributes);
    Element element =
        new Element(
            name,
            values,
            new StringBuilder(),
            new ArrayList<>(),
            reader.getLocation().getLineNumber(),
            reader.getLocation().getColumnNumber());
    Element parent = open.peek();
    if (parent != null) {
      parent.children().add(element);
    }
    open.push(element);
    return element;
  }

  private void end() throws SAXException {
    String namespace = reader.getNamespaceURI();
    schema.endElement(
        namespace == null ? NO_PREFIX : namespace, reader.getLocalName(), reader.getLocalName());
    open.pop();
  }

  private void text() throws SAXException {
    String text = reader.getText();
    schema.characters(text.toCharArray(), 0, text.length());
    Element element = open.peek();
    if (element != null) {
      element.text().append(text);
    }
  }

  /** Warnings are let pass, as by every validator. */
  private static final class Strict extends DefaultHandler {
    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
