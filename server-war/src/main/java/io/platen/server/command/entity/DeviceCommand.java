package io.platen.server.command.entity;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One command and where it stands.
 *
 * @param reason a token of the registry of reasons; null where nothing went wrong
 * @param done of {@code total}, as the device told last
 * @param cancelAsked since when the device is to end it; null where nobody wants that
 * @param confirmedBy the second person; null where none was needed, or none has
 */
public record DeviceCommand(
    UUID id,
    UUID device,
    String kind,
    Map<String, String> parameters,
    CommandState state,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable Long done,
    @Nullable Long total,
    String orderedBy,
    @Nullable String confirmedBy,
    Instant created,
    Instant expires,
    @Nullable Instant cancelAsked,
    @Nullable Instant ended) {

  private static final String CODE = "code";

  public DeviceCommand {
    parameters = Map.copyOf(parameters);
  }

  /** [PLT-CMD-025] The parameters without what nobody may read here. */
  public Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>(parameters);
    shown.remove(CODE);
    return shown;
  }

  /** Not the code either. */
  @Override
  public String toString() {
    return kind + " " + id + " to " + device + ", " + state;
  }
}
