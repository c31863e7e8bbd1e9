package io.platen.protocol.xml;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/** Brings every way to read on to {@link #next()}, which a plain delegate would read past. */
abstract class EventReader extends StreamReaderDelegate {

  EventReader(XMLStreamReader reader) {
    super(reader);
  }

  @Override
  public abstract int next() throws XMLStreamException;

  @Override
  public int nextTag() throws XMLStreamException {
    int event = next();
    while (isWhiteSpaceEvent(event)) {
      event = next();
    }
    if (event != START_ELEMENT && event != END_ELEMENT) {
      throw new XMLStreamException("A tag is expected here", getLocation());
    }
    return event;
  }

  private boolean isWhiteSpaceEvent(int event) {
    return event == SPACE || ((event == CHARACTERS || event == CDATA) && isWhiteSpace());
  }

  @Override
  public String getElementText() throws XMLStreamException {
    StringBuilder content = new StringBuilder();
    for (int event = next(); event != END_ELEMENT; event = next()) {
      if (event == START_ELEMENT) {
        throw new XMLStreamException("Only text is expected here", getLocation());
      }
      content.append(getText());
    }
    return content.toString();
  }
}
