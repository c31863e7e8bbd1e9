package io.platen.conformance.report;

import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.TestResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where a run leaves what it found. The summary is written last and covers all other files. */
public final class ResultsFolder {
  static final String SUMMARY = "summary.json";
  static final String SCHEMA = "results.schema.json";
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
    write("results.json", ResultsJson.results(claim, run));
    write(SCHEMA, Bundled.text(SCHEMA));
    write("junit.xml", JunitXml.of(run));
    write("report.html", HtmlReport.of(claim, run));
    for (TestResult result : run.results()) {
      write(transcriptName(result), Transcript.of(result));
    }
    write(SUMMARY, ResultsJson.summary(claim, run, hashes(folder)));
  }

  /** The page to look at. */
  public Path page() {
    return folder.resolve("report.html");
  }

  static String transcriptName(TestResult result) {
    return TRANSCRIPTS + "/" + result.test().name() + ".txt";
  }

  /** SHA-256 of each file but the summary and its signature, by its name with forward slashes. */
  static Map<String, String> hashes(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : files(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      if (!List.of(SUMMARY, SummarySignature.FILE).contains(name)) {
        hashes.put(name, Digests.sha256(file));
      }
    }
    return hashes;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private static boolean isOurs(Path folder, Path file) {
    String name = folder.relativize(file).toString().replace('\\', '/');
    return List.of(
                SUMMARY, SummarySignature.FILE, "results.json", SCHEMA, "junit.xml", "report.html")
            .contains(name)
        || name.matches(TRANSCRIPTS + "/[a-z]+\\.[a-z0-9_]+\\.txt");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
