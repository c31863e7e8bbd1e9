package io.platen.device.live;

import java.util.Locale;

/** The forms of the channel, the best first. */
public enum Form {
  WEBSOCKET,
  EVENTS,
  POLL;

  /** The one to try next; after the last comes the first again. */
  Form next() {
    return switch (this) {
      case WEBSOCKET -> EVENTS;
      case EVENTS -> POLL;
      case POLL -> WEBSOCKET;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
