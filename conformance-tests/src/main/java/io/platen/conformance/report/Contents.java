package io.platen.conformance.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The files of a run, from a folder or from a bundle. */
final class Contents {
  private static final int MOST_FILES = 10_000;
  private static final long MOST_BYTES = 512L * 1024 * 1024;

  private final SortedMap<String, byte[]> files;
  private final List<String> faults;

  private Contents(SortedMap<String, byte[]> files, List<String> faults) {
    this.files = Collections.unmodifiableSortedMap(files);
    this.faults = List.copyOf(faults);
  }

  /**
   * @throws IOException where it is neither a folder nor a bundle that can be read
   */
  static Contents of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return ofFolder(path);
    }
    if (!Files.exists(path)) {
      throw new IOException(path + " does not exist; name a folder of results, or a bundle of one");
    }
    try {
      return ofBundle(path);
    } catch (ZipException e) {
      throw new IOException(
          path + " is neither a folder of results nor a whole bundle: " + e.getMessage(), e);
    }
  }

  static Contents ofFolder(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(each -> !Files.isDirectory(each)).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        files.put(name, Files.readAllBytes(file));
      }
    }
    return new Contents(files, List.of());
  }

  /** What stands in the file is compared with its table: a reader may go by either. */
  private static Contents ofBundle(Path bundle) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    long left = MOST_BYTES;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(bundle))) {
      for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
        byte[] content = bounded(in, left, files.size());
        left -= content.length;
        if (files.put(each.getName(), content) != null) {
          faults.add(each.getName() + " is in the bundle twice");
        }
        if (!isPlain(each.getName())) {
          faults.add(each.getName() + " is no name of a file of results");
        }
      }
    }
    Set<String> table = new HashSet<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      zip.stream().forEach(each -> table.add(each.getName()));
    }
    if (!table.equals(files.keySet())) {
      faults.add("the bundle's table of contents is not that of its files");
    }
    return new Contents(files, faults);
  }

  private static byte[] bounded(InputStream in, long left, int files) throws IOException {
    byte[] content = in.readNBytes(Math.toIntExact(Math.min(left + 1, MOST_BYTES)));
    if (content.length > left || files >= MOST_FILES) {
      throw new ZipException("it holds more than any run leaves");
    }
    return content;
  }

  private static boolean isPlain(String name) {
    return !name.startsWith("/")
        && !name.contains("\\")
        && !List.of(name.split("/", -1)).contains("..")
        && !name.endsWith("/");
  }

  /** What is odd about the bundle itself. */
  List<String> faults() {
    return faults;
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  /**
   * @throws IOException where there is no such file
   */
  byte[] get(String name) throws IOException {
    byte[] content = files.get(name);
    if (content == null) {
      throw new IOException(name + " is missing");
    }
    return content;
  }

  String text(String name) throws IOException {
    return new String(get(name), StandardCharsets.UTF_8);
  }

  /** All files by their names, with forward slashes. */
  SortedMap<String, byte[]> files() {
    return files;
  }

  /** SHA-256 of each file but the summary and its signature. */
  Map<String, String> hashes() {
    Map<String, String> hashes = new TreeMap<>();
    files.forEach(
        (name, content) -> {
          if (!List.of(ResultsFolder.SUMMARY, SummarySignature.FILE).contains(name)) {
            hashes.put(name, Digests.sha256(content));
          }
        });
    return hashes;
  }
}
