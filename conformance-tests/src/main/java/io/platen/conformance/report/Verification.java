package io.platen.conformance.report;

import io.platen.conformance.json.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whether a folder of results is whole: its summary fits its files. This says nothing about who
 * made it; a signature over the summary does.
 *
 * @param files how many were compared
 * @param faults what does not fit, empty where all does
 * @param summary the SHA-256 of the summary itself, to compare with what somebody published
 * @param signer whose key signed the summary; empty where nobody's did
 */
public record Verification(
    int files, List<String> faults, String summary, Optional<X509Certificate> signer) {
  public Verification {
    faults = List.copyOf(faults);
  }

  /**
   * @param path the folder, or a bundle of it
   * @throws IOException where it or its summary cannot be read
   */
  public static Verification of(Path path) throws IOException {
    Contents contents = Contents.of(path);
    if (!contents.has(ResultsFolder.SUMMARY)) {
      throw new IOException(path + " holds no results: it has no summary.json");
    }
    List<String> faults = new ArrayList<>(contents.faults());
    Map<String, String> found = contents.hashes();
    compare(stated(path, contents), found, faults);
    Optional<X509Certificate> signer = Optional.empty();
    if (contents.has(SummarySignature.FILE)) {
      signer = SummarySignature.signer(contents);
      if (signer.isEmpty()) {
        faults.add(
            SummarySignature.FILE
                + " is no signature of this summary: one of the two was changed, or is of another"
                + " run");
      }
    }
    String summary = Digests.sha256(contents.get(ResultsFolder.SUMMARY));
    return new Verification(found.size(), faults, summary, signer);
  }

  private static void compare(Map<?, ?> stated, Map<String, String> found, List<String> faults) {
    TreeSet<String> names = new TreeSet<>(found.keySet());
    stated.keySet().forEach(name -> names.add(name.toString()));
    for (String name : names) {
      Object statedHash = stated.get(name);
      String hash = found.get(name);
      if (hash == null) {
        faults.add(name + " is missing");
      } else if (statedHash == null) {
        faults.add(name + " was added: it is not named by the summary");
      } else if (!hash.equals(statedHash)) {
        faults.add(name + " was changed: the summary says " + statedHash + ", it is " + hash);
      }
    }
    if (stated.isEmpty()) {
      faults.add("the summary names no file");
    }
  }

  private static Map<?, ?> stated(Path path, Contents contents) throws IOException {
    try {
      if (JsonReader.read(contents.text(ResultsFolder.SUMMARY)) instanceof Map<?, ?> root
          && root.get("files") instanceof Map<?, ?> files) {
        return files;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("summary.json of " + path + " is damaged: " + e.getMessage(), e);
    }
    throw new IOException("summary.json of " + path + " names no files");
  }
}
