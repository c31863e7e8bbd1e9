package io.platen.protocol.xml;

import java.util.Arrays;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Leaves out elements and attributes of other namespaces, which a reader ignores (PLT-XML-020):
 * neither the schema nor JAXB ever sees them, so xsi:type chooses no class and xsi:schemaLocation
 * fetches nothing.
 */
final class OwnNamespaceReader extends EventReader {
  private static final String NONE = "";

  private final String namespace;
  private int[] own = {};
  private boolean isInRoot;

  OwnNamespaceReader(XMLStreamReader bounded, String namespace) {
    super(bounded);
    this.namespace = namespace;
  }

  @Override
  public int next() throws XMLStreamException {
    int event = getParent().next();
    // The root is shown whatever its namespace is: the reader has to say that it is a wrong one.
    while (event == START_ELEMENT && isInRoot && isForeign(getNamespaceURI())) {
      skipElement();
      event = getParent().next();
    }
    if (event == START_ELEMENT) {
      isInRoot = true;
      own = ownAttributes();
    }
    return event;
  }

  private void skipElement() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = getParent().next();
      depth += event == START_ELEMENT ? 1 : event == END_ELEMENT ? -1 : 0;
    }
  }

  private int[] ownAttributes() {
    int[] found = new int[super.getAttributeCount()];
    int count = 0;
    for (int i = 0; i < found.length; i++) {
      if (!isForeign(super.getAttributeNamespace(i))) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** An element without a namespace is not foreign but wrong, and the schema says so. */
  @SuppressWarnings("NullAway") // StAX gives null for no namespace
  private boolean isForeign(String uri) {
    return uri != null && !uri.equals(NONE) && !uri.equals(namespace);
  }

  @Override
  public int getAttributeCount() {
    return own.length;
  }

  @Override
  public QName getAttributeName(int index) {
    return super.getAttributeName(own[index]);
  }

  @Override
  public String getAttributeNamespace(int index) {
    return super.getAttributeNamespace(own[index]);
  }

  @Override
  public String getAttributeLocalName(int index) {
    return super.getAttributeLocalName(own[index]);
  }

  @Override
  public String getAttributePrefix(int index) {
    return super.getAttributePrefix(own[index]);
  }

  @Override
  public String getAttributeType(int index) {
    return super.getAttributeType(own[index]);
  }

  @Override
  public String getAttributeValue(int index) {
    return super.getAttributeValue(own[index]);
  }

  @Override
  public boolean isAttributeSpecified(int index) {
    return super.isAttributeSpecified(own[index]);
  }
}
