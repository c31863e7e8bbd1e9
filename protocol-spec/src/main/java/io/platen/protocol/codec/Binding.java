package io.platen.protocol.codec;

import io.platen.protocol.Limit;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.BundledSchemas;
import io.platen.protocol.xml.ProtocolException;
import io.platen.protocol.xml.SafeXml;
import io.platen.protocol.xml.XmlLimits;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.Unmarshaller;
import jakarta.xml.bind.ValidationEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamReader;
import javax.xml.validation.Schema;

/**
 * The JAXB context and compiled schema of one family of documents. Both are made once and are safe
 * for use by many threads.
 */
final class Binding {
  static final Binding PLATEN =
      new Binding(
          "urn:platen:protocol:1",
          io.platen.protocol.binding.ObjectFactory.class,
          BundledSchemas.compile("protocol.xsd"),
          SafeXml.DEFAULT);
  static final Binding PROBLEM =
      new Binding(
          "urn:ietf:rfc:7807",
          io.platen.protocol.binding.problem.ObjectFactory.class,
          BundledSchemas.compile("problem.xsd"),
          SafeXml.DEFAULT);
  static final Binding UPDATE =
      new Binding(
          "urn:platen:update:1",
          io.platen.protocol.binding.update.ObjectFactory.class,
          BundledSchemas.compile("update.xsd"),
          new SafeXml(XmlLimits.DEFAULT.withBytes((int) Limit.TARGETS_BYTES.value())));

  private final String namespace;
  private final JAXBContext context;
  private final Schema schema;
  private final SafeXml reader;

  private Binding(String namespace, Class<?> objectFactory, Schema schema, SafeXml reader) {
    this.namespace = namespace;
    this.schema = schema;
    this.reader = reader;
    try {
      // By package and class loader: a thread's context class loader may be anybody's in firmware.
      this.context =
          JAXBContext.newInstance(objectFactory.getPackageName(), objectFactory.getClassLoader());
    } catch (JAXBException e) {
      throw new IllegalStateException("No JAXB runtime, or one that does not fit", e);
    }
  }

  /** Parses, checks and binds in one pass. */
  <T> T read(byte[] document, String root, Class<T> type) throws ProtocolException {
    return read(document, root, type, reader);
  }

  /** The same within the limits of another reader. */
  <T> T read(byte[] document, String root, Class<T> type, SafeXml within) throws ProtocolException {
    return within.read(
        document,
        namespace,
        stream -> {
          stream.nextTag();
          Root.check(stream, new QName(namespace, root));
          return unmarshal(stream, type);
        });
  }

  /** The same for one of several documents. */
  Object readAny(byte[] document, Map<String, Class<?>> types) throws ProtocolException {
    return reader.read(
        document,
        namespace,
        stream -> {
          stream.nextTag();
          String name = stream.getLocalName();
          Class<?> type = types.get(name);
          String expected =
              type == null ? String.join(" or ", new TreeSet<>(types.keySet())) : name;
          Root.check(stream, new QName(namespace, expected));
          return unmarshal(stream, Objects.requireNonNull(type));
        });
  }

  /** Makes a record of it; what a schema cannot say comes out here, e.g. an unknown time zone. */
  static <T, R> R map(T bound, Function<T, R> mapper) throws ProtocolException {
    try {
      return mapper.apply(bound);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ProtocolException(
          ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", String.valueOf(e.getMessage()));
    }
  }

  private <T> T unmarshal(XMLStreamReader reader, Class<T> type) throws Exception {
    List<ValidationEvent> events = new ArrayList<>(1);
    Unmarshaller unmarshaller = context.createUnmarshaller();
    unmarshaller.setSchema(schema);
    unmarshaller.setEventHandler(
        event -> {
          events.add(event);
          return false;
        });
    try {
      return unmarshaller.unmarshal(reader, type).getValue();
    } catch (JAXBException e) {
      // [PLT-XML-016] The first error fails.
      throw events.isEmpty() ? e : violation(events.get(0));
    }
  }

  private static Exception violation(ValidationEvent event) {
    if (event.getLinkedException() instanceof javax.xml.stream.XMLStreamException parser) {
      return parser;
    }
    return new ProtocolException(
        ProblemType.SCHEMA_VIOLATION,
        "PLT-XML-016",
        "The document does not follow its schema: " + event.getMessage(),
        event.getLocator().getLineNumber(),
        event.getLocator().getColumnNumber());
  }

  /**
   * @throws IllegalArgumentException when the document would break its schema
   */
  byte[] write(JAXBElement<?> document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
    try {
      Marshaller marshaller = context.createMarshaller();
      marshaller.setProperty(Marshaller.JAXB_ENCODING, StandardCharsets.UTF_8.name());
      marshaller.setSchema(schema);
      marshaller.marshal(document, out);
    } catch (JAXBException e) {
      throw new IllegalArgumentException("The document would break its schema: " + reason(e), e);
    }
    return out.toByteArray();
  }

  private static String reason(JAXBException e) {
    Throwable cause = e.getLinkedException();
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }
}
