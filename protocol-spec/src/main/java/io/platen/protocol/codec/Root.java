package io.platen.protocol.codec;

import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamReader;

/**
 * Looks at a document's first tag before the schema does: a document of another version shall hear
 * that, and not that some element is unknown.
 */
final class Root {
  private static final Pattern OTHER_VERSION = Pattern.compile("urn:platen:protocol:(?!1$).*");
  private static final Pattern OUR_VERSION = Pattern.compile("1\\.[0-9]{1,3}");

  private Root() {}

  static void check(XMLStreamReader reader, QName expected) throws ProtocolException {
    String version = reader.getAttributeValue(null, "v");
    // [PLT-XML-017]
    if (OTHER_VERSION.matcher(reader.getName().getNamespaceURI()).matches()
        || (version != null && !OUR_VERSION.matcher(version).matches())) {
      throw refusal(
          reader,
          ProblemType.VERSION_UNKNOWN,
          "PLT-XML-017",
          "Version 1 of the protocol is spoken here, and the document is of version "
              + (version == null ? reader.getName().getNamespaceURI() : version));
    }
    // [PLT-XML-016]
    if (!reader.getName().equals(expected)) {
      throw refusal(
          reader,
          ProblemType.SCHEMA_VIOLATION,
          "PLT-XML-016",
          "Expected the document " + expected + ", and found " + reader.getName());
    }
    // [PLT-XML-018] Nothing beyond the schema is known to this version.
    String demanded = reader.getAttributeValue(null, "mustUnderstand");
    if (demanded != null && !demanded.isBlank()) {
      throw refusal(
          reader,
          ProblemType.MUST_UNDERSTAND,
          "PLT-XML-018",
          "The document demands that this is understood, and it is not: " + demanded.strip());
    }
  }

  private static ProtocolException refusal(
      XMLStreamReader reader, ProblemType type, String requirement, String message) {
    Location at = reader.getLocation();
    return new ProtocolException(
        type, requirement, message, at.getLineNumber(), at.getColumnNumber());
  }
}
