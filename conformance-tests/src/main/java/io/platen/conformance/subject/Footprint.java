package io.platen.conformance.subject;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory and threads of what is tested, where somebody can tell. */
@FunctionalInterface
public interface Footprint {
  /** Of a target that nobody can look into. */
  Footprint NONE = Optional::empty;

  /** Empty where it cannot be told, now or at all. */
  Optional<Reading> read();

  /** What was found at one moment. */
  record Reading(double bytes, double threads) {}

  /** Of a process on this machine, by Linux's {@code /proc}. */
  static Footprint ofProcess(long pid) {
    return () -> {
      try {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        return reading(
            Metrics.first(status, "VmRSS:\\s+(\\d+) kB", 1024),
            Metrics.first(status, "Threads:\\s+(\\d+)", 1));
      } catch (IOException e) {
        return Optional.empty();
      }
    };
  }

  /** Of what tells it by the text format of Prometheus. */
  static Footprint ofMetrics(URI url) {
    return () -> {
      try (InputStream in = url.toURL().openStream()) {
        return ofMetrics(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        return Optional.empty();
      }
    };
  }

  /**
   * @param text lines of a name, labels and a value
   */
  static Optional<Reading> ofMetrics(String text) {
    return reading(Metrics.sum(text, Metrics.MEMORY), Metrics.sum(text, Metrics.THREADS));
  }

  private static Optional<Reading> reading(OptionalDouble bytes, OptionalDouble threads) {
    return bytes.isPresent() && threads.isPresent()
        ? Optional.of(new Reading(bytes.getAsDouble(), threads.getAsDouble()))
        : Optional.empty();
  }

  /** Which names the usual libraries have for both, the better ones first. */
  final class Metrics {
    static final List<String> MEMORY =
        List.of("process_resident_memory_bytes", "jvm_memory_used_bytes", "memory_usedHeap_bytes");
    static final List<String> THREADS =
        List.of(
            "jvm_threads_current", "jvm_threads_live_threads", "process_threads", "thread_count");

    private Metrics() {}

    static OptionalDouble first(String text, String pattern, double factor) {
      Matcher matcher = Pattern.compile(pattern).matcher(text);
      return matcher.find()
          ? OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor)
          : OptionalDouble.empty();
    }

    /** Of the first name that is there, over all its labels. */
    static OptionalDouble sum(String text, List<String> names) {
      for (String name : names) {
        Matcher matcher =
            Pattern.compile("(?m)^(?:base_)?" + name + "(?:\\{[^}]*})?\\s+([0-9.eE+]+)")
                .matcher(text);
        double sum = 0;
        boolean found = false;
        while (matcher.find()) {
          sum += Double.parseDouble(matcher.group(1));
          found = true;
        }
        if (found) {
          return OptionalDouble.of(sum);
        }
      }
      return OptionalDouble.empty();
    }
  }
}
