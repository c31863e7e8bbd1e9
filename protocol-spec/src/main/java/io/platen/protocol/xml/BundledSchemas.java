package io.platen.protocol.xml;

import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;

/** Compiles the schemas that are bundled with this module; nothing else is ever read. */
public final class BundledSchemas {
  private static final String FOLDER = "/io/platen/protocol/schema/";

  private BundledSchemas() {}

  /**
   * Compiles a schema with those that it includes, e.g. {@code protocol.xsd}.
   *
   * @throws IllegalStateException when one is missing in this build or does not compile
   */
  @AllowForbidden("compiles our own schemas only")
  public static Schema compile(String name) {
    try {
      // The JDK's own, whatever else lies on the class path.
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setResourceResolver((type, space, id, file, base) -> included(file));
      return factory.newSchema(new StreamSource(open(name), name));
    } catch (SAXException e) {
      throw new IllegalStateException("The bundled schema " + name + " does not compile", e);
    }
  }

  /** The text of a schema, as published. */
  public static InputStream open(String name) {
    InputStream content = BundledSchemas.class.getResourceAsStream(FOLDER + name);
    if (content == null) {
      throw new IllegalStateException("The schema " + name + " is missing in this build");
    }
    return content;
  }

  private static LSInput included(@Nullable String file) {
    if (file == null) {
      throw new IllegalStateException("A schema imports a namespace without naming a file");
    }
    return new BundledInput(file, open(file));
  }
}
