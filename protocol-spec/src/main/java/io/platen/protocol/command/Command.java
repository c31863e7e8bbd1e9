package io.platen.protocol.command;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a server asks of one device, once.
 *
 * @param counter puts the commands of a device in their order; from 1
 * @param kind a token of the registry {@code commands}; others may be asked for, too
 * @param expires until when it may begin, and by when it ends
 * @param parameters by their names, as the registry has them
 */
public record Command(
    UUID id,
    UUID device,
    long counter,
    String kind,
    Instant created,
    Instant expires,
    Map<String, String> parameters) {

  public Command {
    parameters = Map.copyOf(parameters);
  }

  /** Empty where it was not given. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
