package io.platen.protocol.live;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of what comes of a command.
 *
 * @param number counts the pieces of one command, from 1
 * @param reason a token of the registry {@code command-reasons}; null where nothing went wrong
 * @param detail in words; null where there is nothing to say
 * @param done of {@code of}; both null where that is not known
 * @param objects that a walk has found
 * @param lines of a log
 * @param at by the device's time
 */
public record CommandResult(
    UUID device,
    UUID command,
    long number,
    Stage stage,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable Long done,
    @Nullable Long of,
    List<WalkedObject> objects,
    List<String> lines,
    Instant at)
    implements LiveMessage {

  public CommandResult {
    objects = List.copyOf(objects);
    lines = List.copyOf(lines);
  }

  /** How far a command is. */
  public enum Stage {
    RECEIVED,
    PROGRESS,
    DONE,
    FAILED,
    REFUSED,
    CANCELLED;

    /** Whether nothing comes after it. */
    public boolean isEnd() {
      return this != RECEIVED && this != PROGRESS;
    }
  }

  /**
   * One object of an agent.
   *
   * @param value null where it was left out
   * @param octets how long what was left out is; null where there is a value
   */
  public record WalkedObject(
      String oid, String type, @Nullable String value, @Nullable Long octets) {}
}
