package io.platen.device.printer.web;

import io.platen.device.printer.PrinterTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is remembered of printers' pages; printers unread for longest are forgotten. */
final class PageMemory {
  private static final int MOST_PRINTERS = 400;

  private final Map<PrinterTarget, Printer> printers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PrinterTarget, Printer> eldest) {
          return size() > MOST_PRINTERS;
        }
      };

  synchronized Printer of(PrinterTarget target) {
    return printers.computeIfAbsent(target, any -> new Printer());
  }

  /** One printer's pages, by their paths. */
  static final class Printer {
    private static final Duration PAUSE = Duration.ofHours(24);

    private final Map<String, Instant> failed = new HashMap<>();
    private final Set<String> giving = new HashSet<>();
    private @Nullable CertificateChange seen;

    private Printer() {}

    /** A clock that went back forbids nothing. */
    synchronized boolean mayAsk(String path, Instant now) {
      Instant at = failed.get(path);
      return at == null || now.isBefore(at) || !now.isBefore(at.plus(PAUSE));
    }

    synchronized boolean hasGiven(String path) {
      return giving.contains(path);
    }

    synchronized void gave(String path) {
      giving.add(path);
      failed.remove(path);
      seen = null;
    }

    synchronized void failed(String path, Instant now) {
      failed.put(path, now);
    }

    /** Whether that is news. */
    synchronized boolean saw(CertificateChange change) {
      boolean news = seen == null || !seen.shown().isOfTheSame(change.shown());
      seen = change;
      return news;
    }
  }
}
