package io.platen.server.console;

import io.platen.protocol.command.CommandKind;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.CommandResult.WalkedObject;
import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.console.view.CommandsView;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Pages about commands, with each look that they can have. */
final class CommandSamples {
  private static final UUID DEVICE = new UUID(1, 1);

  private final Words words;

  CommandSamples(Words words) {
    this.words = words;
  }

  Map<String, Map.Entry<String, Map<String, Object>>> pages(
      BiFunction<String, String, Shell> shell) {
    Shell title = shell.apply("commands.title", "devices");
    Map<String, Map.Entry<String, Map<String, Object>>> pages = new LinkedHashMap<>();
    List<CommandsView.Line> lines = new ArrayList<>();
    CommandViews views = new CommandViews(words);
    for (CommandState state : CommandState.values()) {
      lines.add(views.line(command(state), state == CommandState.DONE, true, true));
    }
    pages.put("commands", page("commands", title, view(words.t("commands.by.websocket"), lines)));
    pages.put("commands-none", page("commands", title, view(null, List.of())));
    List<CommandResult> walk =
        List.of(
            piece(
                List.of(
                    new WalkedObject("1.3.6.1.2.1.1.1.0", "octet-string", "A <b>printer</b>", null),
                    new WalkedObject("1.3.6.1.4.1.99999.1.1.0", "octet-string", null, 14L)),
                List.of()));
    pages.put("walk", page("walk", title, WalkViews.of(words, DEVICE, new UUID(2, 2), walk, "")));
    pages.put(
        "walk-log",
        page(
            "walk",
            title,
            WalkViews.of(
                words, DEVICE, new UUID(2, 2), List.of(piece(List.of(), List.of("one"))), "")));
    return pages;
  }

  private static Map.Entry<String, Map<String, Object>> page(
      String template, Shell shell, Object view) {
    return Map.entry(template, Map.of("shell", shell, "view", view));
  }

  private static CommandsView view(String reachable, List<CommandsView.Line> lines) {
    return new CommandsView(
        DEVICE.toString(),
        "GRZ-01",
        reachable,
        Stream.of(CommandKind.values()).map(CommandKind::token).toList(),
        List.of(new CommandsView.Named("10.8.2.40", "Norda 4100 NO31A00417")),
        lines,
        Form.EMPTY,
        true);
  }

  private static DeviceCommand command(CommandState state) {
    boolean failed = state == CommandState.FAILED || state == CommandState.REFUSED;
    return new DeviceCommand(
        UUID.nameUUIDFromBytes(new byte[] {(byte) state.name().length()}),
        DEVICE,
        "mib-walk",
        Map.of("address", "10.8.2.40"),
        state,
        failed ? CommandReason.UNREACHABLE.token() : null,
        state == CommandState.DONE ? "4118 objects" : null,
        500L,
        null,
        "anna",
        null,
        Samples.NOW.minus(Duration.ofMinutes(5)),
        Samples.NOW.plus(Duration.ofMinutes(5)),
        state == CommandState.RUNNING ? Samples.NOW.minus(Duration.ofMinutes(1)) : null,
        null);
  }

  private static CommandResult piece(List<WalkedObject> objects, List<String> lines) {
    return new CommandResult(
        DEVICE,
        new UUID(2, 2),
        2,
        Stage.PROGRESS,
        null,
        null,
        null,
        null,
        objects,
        lines,
        Samples.NOW);
  }
}
