package io.platen.server.console;

import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.console.view.Badge;
import io.platen.server.console.view.CommandsView;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Commands in the reader's words. */
final class CommandViews {
  private final Words words;

  CommandViews(Words words) {
    this.words = words;
  }

  CommandsView.Line line(DeviceCommand command, boolean found, boolean may, boolean mayConfirm) {
    String address =
        command
            .parameters()
            .getOrDefault("address", command.parameters().getOrDefault("download", ""));
    String kind = words.orItself("commands.kind.", command.kind());
    return new CommandsView.Line(
        command.id().toString(),
        address.isEmpty() ? kind : kind + " " + address,
        new Badge(
            state(command.state()),
            words.t("commands.state." + command.state().name().toLowerCase(Locale.ROOT))),
        detail(command),
        command.created(),
        command.orderedBy(),
        may && !command.state().isEnd(),
        mayConfirm && command.state() == CommandState.AWAITING,
        found);
  }

  private String detail(DeviceCommand command) {
    List<String> parts = new ArrayList<>();
    if ("true".equals(command.parameters().get("deactivate")) && !command.state().isEnd()) {
      parts.add(words.t("commands.deactivates"));
    }
    if (command.cancelAsked() != null && !command.state().isEnd()) {
      parts.add(words.t("commands.cancelAsked"));
    }
    if (command.reason() != null) {
      parts.add(words.orItself("commands.reason.", command.reason()));
    }
    if (command.detail() != null) {
      parts.add(command.detail());
    } else if (command.done() != null && !command.state().isEnd()) {
      parts.add(words.number(command.done()));
    }
    return String.join(": ", parts);
  }

  private static State state(CommandState state) {
    return switch (state) {
      case DONE -> State.OK;
      case FAILED, REFUSED -> State.PROBLEM;
      case EXPIRED -> State.ATTENTION;
      case RUNNING, SENT -> State.RUNNING;
      case AWAITING -> State.ATTENTION;
      case WAITING, CANCELLED -> State.UNKNOWN;
    };
  }
}
