package io.platen.conformance.claims;

import io.platen.conformance.claims.ClaimFile.Element;
import java.util.List;
import java.util.regex.Pattern;

/** An IXIT as XML for others to read. */
final class IxitText {
  private static final String HIDDEN = "(redacted)";
  private static final Pattern SECRET =
      Pattern.compile(".*(token|codes?|password|secret|community)");
  private static final Pattern IN_A_URL = Pattern.compile("(?<=://)[^/@\\s]*@");

  private IxitText() {}

  /**
   * @param elements the root, what is tested, and what is said of that
   */
  static String of(List<Element> elements) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<ixit xmlns=\"urn:platen:conformance:ixit:1\">\n  ");
    Element tested = elements.get(1);
    open(out, tested).append(">\n");
    for (Element each : elements.subList(2, elements.size())) {
      open(out.append("    "), each).append('>').append(escape(value(each)));
      out.append("</").append(each.name()).append(">\n");
    }
    return out.append("  </").append(tested.name()).append(">\n</ixit>\n").toString();
  }

  private static StringBuilder open(StringBuilder out, Element element) {
    out.append('<').append(element.name());
    element.attributes().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(
            each ->
                out.append(' ')
                    .append(each.getKey())
                    .append("=\"")
                    .append(escape(each.getValue()))
                    .append('"'));
    return out;
  }

  private static String value(Element element) {
    boolean secret = SECRET.matcher(element.attributes().getOrDefault("name", "")).matches();
    return secret && !element.text().isEmpty()
        ? HIDDEN
        : IN_A_URL.matcher(element.text()).replaceAll(HIDDEN + "@");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
