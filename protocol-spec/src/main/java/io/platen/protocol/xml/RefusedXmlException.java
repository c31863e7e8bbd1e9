package io.platen.protocol.xml;

import io.platen.protocol.problem.ProblemType;
import java.io.Serial;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;

/** Carries our own refusal through JAXB, which lets only XMLStreamException pass. */
final class RefusedXmlException extends XMLStreamException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient ProtocolException refusal;

  RefusedXmlException(ProblemType type, String requirement, String message, Location where) {
    super(message);
    refusal =
        new ProtocolException(
            type, requirement, message, where.getLineNumber(), where.getColumnNumber());
  }

  ProtocolException refusal() {
    return refusal;
  }
}
