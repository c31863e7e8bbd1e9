package io.platen.protocol.profile;

import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element of a profile that follows its schema, with the line that it stands in. */
record Element(
    String name,
    Map<String, String> attributes,
    StringBuilder text,
    List<Element> children,
    int line,
    int column) {

  Optional<String> find(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /** Of an attribute that the schema requires. */
  String get(String attribute) {
    return find(attribute)
        .orElseThrow(() -> new IllegalStateException(name + " without " + attribute));
  }

  int number(String attribute) throws ProtocolException {
    try {
      return Integer.parseInt(get(attribute));
    } catch (NumberFormatException e) {
      throw wrong(attribute + " is too large: " + get(attribute));
    }
  }

  List<Element> all(String child) {
    return children.stream().filter(each -> each.name.equals(child)).toList();
  }

  Optional<Element> first(String child) {
    return all(child).stream().findFirst();
  }

  ProtocolException wrong(String reason) {
    return new ProtocolException(
        ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", "<" + name + ">: " + reason, line, column);
  }
}
