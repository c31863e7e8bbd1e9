package io.platen.protocol.xml;

import io.platen.protocol.problem.ProblemType;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The only XML reader of the project (chapter XML of the specification): UTF-8 without a document
 * type, processing instructions or comments, within limits, and whatever is wrong comes out as a
 * {@link ProtocolException}. Safe for use by many threads.
 */
@AllowForbidden("the one place")
public final class SafeXml {
  /** With the limits of the specification. */
  public static final SafeXml DEFAULT = new SafeXml(XmlLimits.DEFAULT);

  private static final Pattern JDK_LIMIT = Pattern.compile("JAXP0001000([0-9])");
  // Which limit of the JDK a message is about; those that our own reader counts come first there.
  private static final Map<String, String> JDK_LIMITS =
      Map.of("2", "PLT-XML-009", "5", "PLT-XML-010", "6", "PLT-XML-008");
  private static final String NO_ACCESS = "";

  private final XmlLimits limits;
  private final XMLInputFactory factory;

  public SafeXml(XmlLimits limits) {
    this.limits = limits;
    this.factory = factory(limits);
  }

  /** What is done with a document; whatever it throws is explained as the document's fault. */
  @FunctionalInterface
  public interface Reading<R> {
    R read(XMLStreamReader reader) throws Exception;
  }

  /**
   * Reads a whole document, to its last byte.
   *
   * @throws ProtocolException when the document breaks a rule, or {@code reading} throws
   */
  public <R> R read(byte[] document, Reading<R> reading) throws ProtocolException {
    return read(document, null, reading);
  }

  /**
   * The same, and elements and attributes of other namespaces than {@code namespace} are left out.
   *
   * @throws ProtocolException when the document breaks a rule, or {@code reading} throws
   */
  public <R> R read(byte[] document, @Nullable String namespace, Reading<R> reading)
      throws ProtocolException {
    // [PLT-XML-007]
    if (document.length > limits.bytes()) {
      throw new ProtocolException(
          ProblemType.TOO_LARGE,
          "PLT-XML-007",
          "The document has " + document.length + " bytes, and " + limits.bytes() + " are allowed");
    }
    String text = Prologue.check(document);
    try {
      XMLStreamReader bounded =
          new BoundedReader(factory.createXMLStreamReader(new StringReader(text)), limits);
      R result =
          reading.read(namespace == null ? bounded : new OwnNamespaceReader(bounded, namespace));
      while (bounded.hasNext()) {
        bounded.next();
      }
      return result;
    } catch (Exception | StackOverflowError e) {
      // [PLT-XML-001] the JDK's parser throws some RuntimeExceptions too, e.g. for "<!DOCTYPE r[>"
      throw explain(e);
    }
  }

  private static ProtocolException explain(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProtocolException known) {
        return known;
      }
      if (cause instanceof RefusedXmlException refused) {
        return refused.refusal();
      }
      if (cause instanceof XMLStreamException parser) {
        return explain(parser);
      }
    }
    return malformed(thrown, null);
  }

  private static ProtocolException explain(XMLStreamException parser) {
    if (parser.getNestedException() instanceof RefusedXmlException refused) {
      return refused.refusal();
    }
    return jdkLimit(parser)
        .map(
            requirement ->
                new ProtocolException(
                    ProblemType.TOO_LARGE,
                    requirement,
                    "The document passes a limit: " + firstLine(parser),
                    line(parser.getLocation()),
                    column(parser.getLocation())))
        .orElseGet(() -> malformed(parser, parser.getLocation()));
  }

  private static Optional<String> jdkLimit(XMLStreamException parser) {
    Matcher code = JDK_LIMIT.matcher(String.valueOf(parser.getMessage()));
    return code.find() ? Optional.ofNullable(JDK_LIMITS.get(code.group(1))) : Optional.empty();
  }

  private static ProtocolException malformed(Throwable cause, @Nullable Location where) {
    ProtocolException refusal =
        new ProtocolException(
            ProblemType.MALFORMED,
            "PLT-XML-001",
            "The document is not well-formed: " + firstLine(cause),
            line(where),
            column(where));
    refusal.initCause(cause);
    return refusal;
  }

  private static int line(@Nullable Location where) {
    return where == null ? -1 : where.getLineNumber();
  }

  private static int column(@Nullable Location where) {
    return where == null ? -1 : where.getColumnNumber();
  }

  /** StAX puts the position before its message, in lines of their own. */
  private static String firstLine(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    int start = message.indexOf("Message: ");
    return (start < 0 ? message : message.substring(start + 9)).lines().findFirst().orElse("");
  }

  private static XMLInputFactory factory(XmlLimits limits) {
    // The JDK's own, whatever else lies on the class path: its limits are known.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, NO_ACCESS);
    factory.setXMLResolver(
        (publicId, systemId, base, name) -> {
          throw new XMLStreamException("Nothing outside a document is read");
        });
    // One above ours, so that BoundedReader says which rule was broken; far above, the JDK stops.
    factory.setProperty("jdk.xml.maxElementDepth", limits.depth() + 1);
    factory.setProperty("jdk.xml.elementAttributeLimit", limits.attributes() + 1);
    factory.setProperty("jdk.xml.maxXMLNameLimit", 2 * limits.nameLength() + 2);
    factory.setProperty("jdk.xml.entityExpansionLimit", 1);
    // &amp; and its like count here, so that no lower number will do; there is no DTD for others.
    factory.setProperty("jdk.xml.totalEntitySizeLimit", limits.bytes());
    return factory;
  }
}
