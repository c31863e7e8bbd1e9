package io.platen.conformance.report;

import static io.platen.conformance.report.Markup.escape;

import io.platen.conformance.report.Declaration.Line;
import io.platen.protocol.Requirement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A declaration by {@code declaration.xsd}. */
final class DeclarationXml {
  private static final String NAMESPACE = "urn:platen:conformance:declaration:1";

  private final StringBuilder out = new StringBuilder();

  private DeclarationXml() {}

  static String of(Declaration declaration) {
    DeclarationXml xml = new DeclarationXml();
    xml.all(declaration);
    return xml.out.toString();
  }

  private void all(Declaration of) {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<declaration");
    attribute("xmlns", NAMESPACE);
    attribute("role", of.ics().role().name().toLowerCase(Locale.ROOT));
    attribute("protocol", io.platen.conformance.claims.Ics.PROTOCOL);
    attribute("tested", of.tested().toString());
    attribute("made", of.made().toString());
    out.append(">\n  <product");
    attribute("maker", of.ics().product().maker());
    attribute("name", of.ics().product().name());
    attribute("version", of.ics().product().version());
    out.append("/>\n  <suite");
    attribute("version", of.suite().version());
    of.suite().sha256().ifPresent(hash -> attribute("sha256", hash));
    out.append("/>\n");
    digest("ics", of.digests().get(ResultsFolder.ICS));
    digest("results", of.digests().get(ResultsFolder.RESULTS));
    for (Declaration.ProfileVerdict each : of.profiles()) {
      out.append("  <profile");
      attribute("name", each.name());
      attribute("verdict", "conformant");
      attribute("tests", Integer.toString(each.applied()));
      attribute("remarks", Integer.toString(each.remarked()));
      out.append("/>\n");
    }
    of.exceptions().forEach(each -> line("not-applicable", each));
    of.remarks().forEach(each -> line("remark", each));
    of.uncounted().forEach(each -> line("not-counted", each));
    out.append("</declaration>\n");
  }

  private void digest(String name, @org.jspecify.annotations.Nullable String hash) {
    out.append("  <").append(name);
    attribute("sha256", String.valueOf(hash));
    out.append("/>\n");
  }

  private void line(String name, Line line) {
    out.append("  <").append(name);
    attribute("test", line.test());
    attribute("requirements", ids(line.requirements()));
    attribute("verdict", line.verdict());
    out.append('>').append(escape(line.reason())).append("</").append(name).append(">\n");
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(escape(value)).append('"');
  }

  private static String ids(List<Requirement> requirements) {
    return requirements.stream().map(Requirement::id).collect(Collectors.joining(" "));
  }
}
