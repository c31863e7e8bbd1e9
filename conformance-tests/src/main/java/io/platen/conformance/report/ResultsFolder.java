package io.platen.conformance.report;

import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.TestResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a run leaves what it found. The summary is written last and covers all other files. */
public final class ResultsFolder {
  static final String SUMMARY = "summary.json";
  static final String SCHEMA = "results.schema.json";
  static final String ICS = "ics.xml";
  static final String IXIT = "ixit.xml";
  static final String RESULTS = "results.json";

  private static final List<String> OURS =
      List.of(
          SUMMARY,
          SummarySignature.FILE,
          RESULTS,
          SCHEMA,
          "junit.xml",
          "report.html",
          ICS,
          IXIT,
          Declaration.SCHEMA,
          Declaration.XML,
          Declaration.HTML);
  private static final String TRANSCRIPTS = "transcripts";

  private final Path folder;

  private ResultsFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder, or empties it of earlier results. Anything else in it is not the suite's to
   * delete.
   */
  public static ResultsFolder prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path file : files(folder)) {
      if (!isOurs(folder, file)) {
        throw new IOException(
            folder + " holds " + file.getFileName() + ", which is no result; name another folder");
      }
    }
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    Files.createDirectories(folder.resolve(TRANSCRIPTS));
    return new ResultsFolder(folder);
  }

  public void write(Claim claim, Run run) throws IOException {
    write(claim, run, Papers.NONE);
  }

  public void write(Claim claim, Run run, Papers papers) throws IOException {
    if (papers.ics().isPresent()) {
      write(ICS, papers.ics().get());
    }
    if (papers.ixit().isPresent()) {
      write(IXIT, papers.ixit().get());
    }
    write(RESULTS, ResultsJson.results(claim, run));
    write(SCHEMA, Bundled.text(SCHEMA));
    write("junit.xml", JunitXml.of(run));
    write("report.html", HtmlReport.of(claim, run));
    for (TestResult result : run.results()) {
      write(transcriptName(result), Transcript.of(result));
    }
    write(SUMMARY, ResultsJson.summary(claim, run, Contents.ofFolder(folder).hashes()));
  }

  /** What can be read of results: the schemas by their names. */
  public static Optional<String> schema(String name) {
    return Optional.of(name)
        .filter(each -> List.of(SCHEMA, Declaration.SCHEMA).contains(each))
        .map(Bundled::text);
  }

  /** The page to look at. */
  public Path page() {
    return folder.resolve("report.html");
  }

  static String transcriptName(TestResult result) {
    return TRANSCRIPTS + "/" + result.test().name() + ".txt";
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private static boolean isOurs(Path folder, Path file) {
    String name = folder.relativize(file).toString().replace('\\', '/');
    return OURS.contains(name) || name.matches(TRANSCRIPTS + "/[a-z]+\\.[a-z0-9_]+\\.txt");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
