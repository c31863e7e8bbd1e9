package io.platen.server.command.entity;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One command and where it stands.
 *
 * @param reason a token of the registry of reasons; null where nothing went wrong
 * @param done of {@code total}, as the device told last
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
    @Nullable Instant ended) {

  public DeviceCommand {
    parameters = Map.copyOf(parameters);
  }
}
