package io.platen.reference.powercut;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** What is on a disk: names, each of a file, and what is in the files. Cheap to copy. */
final class DiskImage {
  private static final byte[] EMPTY = new byte[0];

  private final Map<String, Integer> names;
  private final Map<Integer, byte[]> files;

  DiskImage() {
    this(Map.of(), Map.of());
  }

  private DiskImage(Map<String, Integer> names, Map<Integer, byte[]> files) {
    this.names = new TreeMap<>(names);
    this.files = new HashMap<>(files);
  }

  /** Arrays are shared: each change makes a new one. */
  DiskImage copy() {
    return new DiskImage(names, files);
  }

  OptionalInt find(String name) {
    Integer file = names.get(name);
    return file == null ? OptionalInt.empty() : OptionalInt.of(file);
  }

  byte[] content(int file) {
    return files.getOrDefault(file, EMPTY);
  }

  /** A number that no file has, not even one whose name was lost. */
  int nextFile() {
    return Math.max(highest(names.values()), highest(files.keySet())) + 1;
  }

  private static int highest(Collection<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  void name(String name, int file) {
    names.put(name, file);
  }

  void rename(String from, String to, int file) {
    names.remove(from, file);
    names.put(to, file);
  }

  void forget(String name) {
    names.remove(name);
  }

  void write(int file, int position, byte[] octets) {
    byte[] old = content(file);
    byte[] changed = Arrays.copyOf(old, Math.max(old.length, position + octets.length));
    System.arraycopy(octets, 0, changed, position, octets.length);
    files.put(file, changed);
  }

  void cutOff(int file, int size) {
    if (size < content(file).length) {
      files.put(file, Arrays.copyOf(content(file), size));
    }
  }

  void lengthen(int file, int size) {
    if (size > content(file).length) {
      files.put(file, Arrays.copyOf(content(file), size));
    }
  }

  /** Tells images apart by what a process could see of them. */
  long fingerprint() {
    long print = 0;
    for (Map.Entry<String, Integer> each : names.entrySet()) {
      CRC32C sum = new CRC32C();
      sum.update(each.getKey().getBytes(StandardCharsets.UTF_8));
      byte[] content = content(each.getValue());
      sum.update(content);
      print = print * 0x9E3779B97F4A7C15L + (sum.getValue() << 24) + content.length;
    }
    return print;
  }
}
