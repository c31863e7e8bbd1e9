package io.platen.conformance.report;

import io.platen.conformance.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
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
   * @throws IOException where the folder or its summary cannot be read
   */
  public static Verification of(Path folder) throws IOException {
    Path summary = folder.resolve(ResultsFolder.SUMMARY);
    if (!Files.isRegularFile(summary)) {
      throw new IOException(folder + " is no folder of results: it has no summary.json");
    }
    Map<?, ?> stated = stated(summary);
    Map<String, String> found = ResultsFolder.hashes(folder);
    List<String> faults = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(found.keySet());
    stated.keySet().forEach(name -> names.add(name.toString()));
    for (String name : names) {
      Object statedHash = stated.get(name);
      String hash = found.get(name);
      if (hash == null) {
        faults.add(name + " is missing");
      } else if (statedHash == null) {
        faults.add(name + " is not named by the summary");
      } else if (!hash.equals(statedHash)) {
        faults.add(name + " was changed: the summary says " + statedHash + ", it is " + hash);
      }
    }
    if (stated.isEmpty()) {
      faults.add("the summary names no file");
    }
    Optional<X509Certificate> signer =
        SummarySignature.isIn(folder) ? SummarySignature.signer(folder) : Optional.empty();
    if (SummarySignature.isIn(folder) && signer.isEmpty()) {
      faults.add(SummarySignature.FILE + " is no signature of this summary");
    }
    return new Verification(found.size(), faults, Digests.sha256(summary), signer);
  }

  private static Map<?, ?> stated(Path summary) throws IOException {
    try {
      if (JsonReader.read(Files.readString(summary)) instanceof Map<?, ?> root
          && root.get("files") instanceof Map<?, ?> files) {
        return files;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(summary + " cannot be read: " + e.getMessage(), e);
    }
    throw new IOException(summary + " names no files");
  }
}
