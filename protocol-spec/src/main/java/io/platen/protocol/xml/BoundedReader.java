package io.platen.protocol.xml;

import io.platen.protocol.problem.ProblemType;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Counts while somebody reads, and refuses at the first limit that is passed. */
final class BoundedReader extends EventReader {
  private final XmlLimits limits;
  private final int[] children;
  private int depth;
  private int events;
  private int text;

  BoundedReader(XMLStreamReader reader, XmlLimits limits) {
    super(reader);
    this.limits = limits;
    this.children = new int[limits.depth() + 1];
  }

  @Override
  public int next() throws XMLStreamException {
    int event = getParent().next();
    // [PLT-XML-011] The end of the document is none of its parts.
    if (event != END_DOCUMENT) {
      events++;
      atMost(events, limits.events(), "PLT-XML-011", "parts (tags and texts)");
    }
    switch (event) {
      case START_ELEMENT -> startElement();
      case END_ELEMENT -> endElement();
      case CHARACTERS, CDATA, SPACE -> text();
      // [PLT-XML-004] [PLT-XML-005] [PLT-XML-006]
      case DTD, ENTITY_DECLARATION, NOTATION_DECLARATION ->
          throw forbidden("PLT-XML-004", "A document type declaration");
      case PROCESSING_INSTRUCTION -> throw forbidden("PLT-XML-005", "A processing instruction");
      case COMMENT -> throw forbidden("PLT-XML-006", "A comment");
      case ENTITY_REFERENCE -> throw forbidden("PLT-XML-004", "A reference to an entity");
      default -> {
        // the start and the end of the document
      }
    }
    return event;
  }

  private void startElement() throws XMLStreamException {
    text = 0;
    children[depth]++;
    atMost(children[depth], limits.children(), "PLT-XML-012", "children of one element");
    depth++;
    atMost(depth, limits.depth(), "PLT-XML-008", "levels of nested elements");
    children[depth] = 0;
    name(getLocalName(), getPrefix());
    atMost(getNamespaceCount(), limits.namespaces(), "PLT-XML-015", "namespaces on one element");
    atMost(getAttributeCount(), limits.attributes(), "PLT-XML-009", "attributes on one element");
    for (int i = 0; i < getAttributeCount(); i++) {
      name(getAttributeLocalName(i), getAttributePrefix(i));
      int length = getAttributeValue(i).length();
      atMost(length, limits.attributeLength(), "PLT-XML-013", "characters in an attribute");
    }
  }

  private void endElement() {
    text = 0;
    depth--;
  }

  private void text() throws XMLStreamException {
    text += getTextLength();
    atMost(text, limits.textLength(), "PLT-XML-014", "characters of text");
  }

  @SuppressWarnings("NullAway") // a prefix is null where there is none
  private void name(String localName, String prefix) throws XMLStreamException {
    int length = Math.max(localName.length(), prefix == null ? 0 : prefix.length());
    atMost(length, limits.nameLength(), "PLT-XML-010", "characters in a name");
  }

  private void atMost(int count, int limit, String requirement, String what)
      throws XMLStreamException {
    if (count > limit) {
      String message = "The document has more than " + limit + " " + what;
      throw new RefusedXmlException(ProblemType.TOO_LARGE, requirement, message, getLocation());
    }
  }

  private XMLStreamException forbidden(String requirement, String construct) {
    return new RefusedXmlException(
        ProblemType.CONSTRUCT_FORBIDDEN,
        requirement,
        construct + " is not allowed in a document of the protocol; leave it out",
        getLocation());
  }
}
