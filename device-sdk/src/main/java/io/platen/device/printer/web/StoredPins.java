package io.platen.device.printer.web;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pins in a small file of the device's folder, one a line: host and port, fingerprint, since when.
 * It is read each time, so that one can be forgotten while the device runs in another process.
 */
public final class StoredPins implements Pins {
  private static final Logger LOG = System.getLogger(StoredPins.class.getName());
  private static final String FILE = "pins";
  private static final int MOST = 10_000;

  private final Storage storage;

  public StoredPins(Storage storage) {
    this.storage = storage;
  }

  /** Forgets all of them. */
  public static void delete(Storage storage) throws IOException {
    storage.wipe(FILE);
  }

  @Override
  public Optional<Pin> find(String host) {
    return Optional.ofNullable(all().get(host));
  }

  /** Where that fails, the printer is read all the same, and pinned the next time. */
  @Override
  public synchronized void remember(String host, Pin pin) {
    Map<String, Pin> pins = new TreeMap<>(all());
    if (pins.size() < MOST && pins.putIfAbsent(host, pin) == null) {
      try {
        write(pins);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "The certificate of " + host + " is not remembered", e);
      }
    }
  }

  /**
   * @throws IllegalStateException when the file cannot be written
   */
  @Override
  public synchronized boolean forget(String host) {
    Map<String, Pin> pins = new TreeMap<>(all());
    if (pins.remove(host) == null) {
      return false;
    }
    try {
      write(pins);
    } catch (IOException e) {
      throw new IllegalStateException("The file " + FILE + " cannot be written: " + e, e);
    }
    return true;
  }

  private void write(Map<String, Pin> pins) throws IOException {
    StringBuilder lines = new StringBuilder();
    pins.forEach(
        (host, pin) ->
            lines
                .append(host)
                .append(' ')
                .append(pin.fingerprint())
                .append(' ')
                .append(pin.since())
                .append('\n'));
    storage.write(FILE, lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A line that cannot be read is left out.
   *
   * @throws IllegalStateException when the file cannot be read: then nobody is trusted
   */
  @Override
  public Map<String, Pin> all() {
    Map<String, Pin> pins = new TreeMap<>();
    try {
      String lines = new String(storage.read(FILE).orElse(new byte[0]), StandardCharsets.UTF_8);
      lines.lines().forEach(line -> read(line, pins));
    } catch (IOException e) {
      throw new IllegalStateException("The file " + FILE + " cannot be read: " + e, e);
    }
    return pins;
  }

  private static void read(String line, Map<String, Pin> pins) {
    String[] parts = line.split(" ", -1);
    try {
      if (parts.length == 3) {
        pins.put(parts[0], new Pin(parts[1], Instant.parse(parts[2])));
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "A line of the file " + FILE + " is left out: " + e.getMessage());
    }
  }
}
