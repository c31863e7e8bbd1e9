package io.platen.server.command.control;

import io.platen.protocol.command.CommandKind;
import io.platen.server.command.control.CommandOrders.Wanted;
import io.platen.server.problem.InvalidException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a command of some kind must have and may have. */
final class OrderCheck {
  static final Duration SHORTEST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofDays(7);

  private OrderCheck() {}

  /**
   * What is ordered.
   *
   * @param parameters as the registry of commands has them
   */
  record Checked(CommandKind kind, Map<String, String> parameters) {}

  /**
   * @throws InvalidException that names the field that is wrong
   */
  static Checked check(Wanted wanted) {
    CommandKind kind =
        CommandKind.find(wanted.kind())
            .orElseThrow(
                () ->
                    new InvalidException(
                        "kind",
                        "'" + wanted.kind() + "' is no kind of command",
                        "one of the registry of commands, e.g. read"));
    if (wanted.deadline().compareTo(SHORTEST) < 0 || wanted.deadline().compareTo(LONGEST) > 0) {
      throw new InvalidException(
          "deadlineMinutes", "It is too short or too long", "1 minute to 7 days");
    }
    for (String name : wanted.parameters().keySet()) {
      if (!allowed(kind).contains(name)) {
        throw new InvalidException(
            name, "A " + kind.token() + " has no " + name, String.join(", ", allowed(kind)));
      }
    }
    for (String name : needed(kind)) {
      if (Objects.requireNonNullElse(wanted.parameters().get(name), "").isBlank()) {
        throw new InvalidException(name, "It is missing", "a value");
      }
    }
    return new Checked(
        kind,
        kind == CommandKind.REDIRECT
            ? RedirectCheck.check(wanted.parameters())
            : new TreeMap<>(wanted.parameters()));
  }

  private static List<String> allowed(CommandKind kind) {
    return switch (kind) {
      case MIB_WALK -> List.of("address", "root");
      case READ -> List.of("address");
      case REDIRECT -> RedirectCheck.ALLOWED;
      default -> List.of();
    };
  }

  private static List<String> needed(CommandKind kind) {
    return switch (kind) {
      case MIB_WALK -> List.of("address");
      case REDIRECT -> RedirectCheck.NEEDED;
      default -> List.of();
    };
  }
}
