package io.platen.protocol.xml;

import io.platen.protocol.Limit;

/**
 * How large a document may be; its defaults come from the registry of limits.
 *
 * @param bytes of the whole document, after inflation (PLT-XML-007)
 * @param depth of nested elements (PLT-XML-008)
 * @param attributes of one element (PLT-XML-009)
 * @param nameLength of an element's or attribute's local name or prefix (PLT-XML-010)
 * @param events of the parser for one document (PLT-XML-011)
 * @param children elements of one element (PLT-XML-012)
 * @param attributeLength characters of one attribute's value (PLT-XML-013)
 * @param textLength characters of text between two tags (PLT-XML-014)
 * @param namespaces declared by one element (PLT-XML-015)
 */
public record XmlLimits(
    int bytes,
    int depth,
    int attributes,
    int nameLength,
    int events,
    int children,
    int attributeLength,
    int textLength,
    int namespaces) {

  public static final XmlLimits DEFAULT =
      new XmlLimits(
          (int) Limit.DOCUMENT_BYTES.value(),
          (int) Limit.ELEMENT_DEPTH.value(),
          (int) Limit.ELEMENT_ATTRIBUTES.value(),
          (int) Limit.NAME_CHARACTERS.value(),
          (int) Limit.DOCUMENT_PARTS.value(),
          (int) Limit.ELEMENT_CHILDREN.value(),
          (int) Limit.ATTRIBUTE_CHARACTERS.value(),
          (int) Limit.TEXT_CHARACTERS.value(),
          (int) Limit.ELEMENT_NAMESPACES.value());

  public XmlLimits {
    // JAXP reads 0 as "no limit"
    if (bytes < 1 || depth < 1 || attributes < 1 || nameLength < 1 || events < 1) {
      throw new IllegalArgumentException("Limits are above zero");
    }
    if (children < 1 || attributeLength < 1 || textLength < 1 || namespaces < 1) {
      throw new IllegalArgumentException("Limits are above zero");
    }
  }

  /** The same with another cap on the bytes, e.g. the one of the policy. */
  public XmlLimits withBytes(int cap) {
    return new XmlLimits(
        cap,
        depth,
        attributes,
        nameLength,
        events,
        children,
        attributeLength,
        textLength,
        namespaces);
  }

  /** The same with another cap on the parts of a document, and on the children of an element. */
  public XmlLimits withCounts(int cap) {
    return new XmlLimits(
        bytes, depth, attributes, nameLength, cap, cap, attributeLength, textLength, namespaces);
  }
}
