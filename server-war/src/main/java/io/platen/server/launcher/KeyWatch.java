package io.platen.server.launcher;

import io.platen.server.listener.KeyStores;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Lets the listeners go by keys and authorities as their files are, without a restart. What cannot
 * be used is told in the log, and what was used before holds on.
 */
final class KeyWatch {
  private static final Logger LOG = System.getLogger(KeyWatch.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Supplier<List<Path>> files;
  private final Prepared prepared;
  private final Renewed renewed;
  private Map<String, String> used;
  private Map<String, String> seen;

  /** Makes stores of what the files hold. */
  interface Prepared {
    KeyStores stores() throws StartException;
  }

  /** Takes them. */
  interface Renewed {
    void take(KeyStores stores) throws StartException;
  }

  KeyWatch(Supplier<List<Path>> files, Prepared prepared, Renewed renewed) {
    this.files = files;
    this.prepared = prepared;
    this.renewed = renewed;
    this.used = state();
    this.seen = used;
  }

  void start() {
    Thread thread = new Thread(this::watch, "platen-keys");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(PAUSE.toMillis());
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look; a file that still changes is waited for. */
  void look() {
    Map<String, String> now = state();
    boolean settled = now.equals(seen);
    seen = now;
    if (settled && !now.equals(used)) {
      used = now;
      renew();
    }
  }

  private void renew() {
    try {
      renewed.take(prepared.stores());
      used = state(); // an own certificate may have been renewed with it
      seen = used;
      LOG.log(Level.INFO, "Keys and authorities have changed: all ports go by the new ones");
    } catch (StartException | RuntimeException e) {
      LOG.log(Level.WARNING, "Changed keys and authorities are not used: " + e.getMessage(), e);
    }
  }

  private Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    for (Path each : files.get()) {
      try {
        state.put(each.toString(), Files.getLastModifiedTime(each) + " " + Files.size(each));
      } catch (IOException e) {
        state.put(each.toString(), "not there");
      }
    }
    return state;
  }
}
