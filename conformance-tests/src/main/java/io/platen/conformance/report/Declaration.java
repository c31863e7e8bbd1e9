package io.platen.conformance.report;

import io.platen.conformance.claims.Ics;
import io.platen.conformance.json.JsonReader;
import io.platen.conformance.json.JsonText;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a vendor declares of a product, made from the results of a run and from nothing else.
 *
 * @param tested when the run began
 * @param made when the declaration was made of it
 * @param suite which suite ran, and made this
 * @param profiles all that are claimed, each conformant
 * @param exceptions tests that do not apply, with the reason
 * @param remarks SHOULDs that are not kept and MAYs that are not used, by the tests that say so
 * @param uncounted tests that ran and do not count, with verdict and reason
 * @param digests SHA-256 by name of {@code ics.xml} and {@code results.json}
 */
public record Declaration(
    Ics ics,
    Instant tested,
    Instant made,
    Claim.Suite suite,
    List<ProfileVerdict> profiles,
    List<Line> exceptions,
    List<Line> remarks,
    List<Line> uncounted,
    Map<String, String> digests) {
  static final String XML = "declaration.xml";
  static final String HTML = "declaration.html";

  /** The name of the schema of the XML. */
  public static final String SCHEMA = "declaration.xsd";

  public Declaration {
    profiles = List.copyOf(profiles);
    exceptions = List.copyOf(exceptions);
    remarks = List.copyOf(remarks);
    uncounted = List.copyOf(uncounted);
    digests = Map.copyOf(digests);
  }

  /**
   * What the tests of a profile said.
   *
   * @param applied how many tests of it apply
   * @param remarked of these, how many warn or inform and do not plainly pass
   */
  public record ProfileVerdict(String name, int applied, int remarked) {}

  /** A test, what it said, and why. */
  public record Line(String test, List<Requirement> requirements, String verdict, String reason) {
    public Line {
      requirements = List.copyOf(requirements);
    }
  }

  /** The schema of the XML. */
  public static String schema() {
    return Bundled.text(SCHEMA);
  }

  /**
   * Puts it among the results, and has the summary cover it.
   *
   * @throws IOException where the results are signed already
   */
  public void write(Path folder) throws IOException {
    if (Files.exists(folder.resolve(SummarySignature.FILE))) {
      throw new IOException(
          folder + " is signed already, and not over a declaration; declare first, then sign");
    }
    Files.writeString(folder.resolve(XML), DeclarationXml.of(this), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve(HTML), DeclarationHtml.of(this), StandardCharsets.UTF_8);
    cover(folder);
  }

  private static void cover(Path folder) throws IOException {
    Path summary = folder.resolve(ResultsFolder.SUMMARY);
    Map<String, Object> root = new LinkedHashMap<>();
    ((Map<?, ?>) JsonReader.read(Files.readString(summary)))
        .forEach((name, value) -> root.put(name.toString(), value));
    Map<String, Object> suite = new LinkedHashMap<>();
    ((Map<?, ?>) root.getOrDefault("suite", Map.of()))
        .forEach((name, value) -> suite.put(name.toString(), "null".equals(value) ? null : value));
    root.put("suite", suite);
    root.put("files", Contents.ofFolder(folder).hashes());
    Files.writeString(summary, JsonText.of(root), StandardCharsets.UTF_8);
  }
}
