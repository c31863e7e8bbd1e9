package io.platen.protocol.live;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a server ends a live channel: the registry {@code live-closes}. */
public enum LiveClose {
  REPLACED(4001),
  PROTOCOL(4002),
  INACTIVE(4003),
  SILENT(4004),
  LEAVING(4005);

  /** RFC 6455 section 11.5: the name of the protocol inside the WebSocket. */
  public static final String SUBPROTOCOL = "platen.v1";

  private final int code;

  LiveClose(int code) {
    this.code = code;
  }

  /** RFC 6455 section 7.4. */
  public int code() {
    return code;
  }

  /** As documents have it. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<LiveClose> find(int code) {
    return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
  }

  public static Optional<LiveClose> find(String token) {
    return Arrays.stream(values()).filter(each -> each.token().equals(token)).findFirst();
  }
}
