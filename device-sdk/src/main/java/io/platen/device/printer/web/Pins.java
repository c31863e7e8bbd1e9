package io.platen.device.printer.web;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which certificate each printer showed first. Printers sign their own: no authority vouches for
 * them, so what can be noticed is a change. Safe for use by many threads.
 */
public interface Pins {
  /**
   * @param host as {@link WebOrigin#key} has it
   */
  Optional<Pin> find(String host);

  /** From now on this one is expected there; the first one stays where there is one already. */
  void remember(String host, Pin pin);

  /**
   * The next one that is shown there counts as the first.
   *
   * @return whether one was known
   */
  boolean forget(String host);

  /** All, by host. */
  Map<String, Pin> all();

  /** For as long as the process lives. */
  static Pins inMemory() {
    return new InMemory();
  }

  /** Forgets with the process. */
  final class InMemory implements Pins {
    private final Map<String, Pin> pins = new ConcurrentHashMap<>();

    private InMemory() {}

    @Override
    public Optional<Pin> find(String host) {
      return Optional.ofNullable(pins.get(host));
    }

    @Override
    public void remember(String host, Pin pin) {
      pins.putIfAbsent(host, pin);
    }

    @Override
    public boolean forget(String host) {
      return pins.remove(host) != null;
    }

    @Override
    public Map<String, Pin> all() {
      return new TreeMap<>(pins);
    }
  }
}
