package io.platen.server.live.control;

import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;

/** One open channel of a device in one of its forms. */
public interface DeviceChannel {
  /** As the console shows it: WEBSOCKET, EVENTS or POLL. */
  String form();

  /**
   * Gives the device a document, without waiting for it to arrive.
   *
   * @return false where the channel has ended or is stuck
   */
  boolean send(LiveMessage message);

  void close(LiveClose why);

  /** Whether one document is all, and the device asks at once for the next. */
  default boolean endsWithDocument() {
    return false;
  }

  /** Time passes: a form that needs it gives a sign of life. */
  default void beat() {}
}
