package io.platen.device;

import java.util.List;

/** The process around a device, for what a server may ask of it: the firmware's side. */
public interface OwnProcess {
  /** Ends it, so that whatever watches over it starts it anew. */
  void restart();

  /** The device has wiped all that it had and is closed; it is not started again. */
  void uninstalled();

  /**
   * The device has another server now, by {@code redirect}: it is closed, its configuration built
   * anew, and opened again. Ends the process as for {@link #restart} unless a firmware can do that
   * without.
   */
  default void redirected() {
    restart();
  }

  /**
   * The last lines of its log, the oldest first. They go to the server: a firmware must not log
   * what names people, nor a password.
   */
  List<String> lastLines();
}
