package io.platen.server.console;

import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.WalkedObject;
import io.platen.server.console.view.WalkView;
import io.platen.server.console.view.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What a walk has found, as a tree that can be searched. */
final class WalkViews {
  private static final int MOST_SHOWN = 2_000;

  private WalkViews() {}

  static WalkView of(
      Words words, UUID device, UUID command, List<CommandResult> pieces, String query) {
    List<WalkedObject> fitting =
        pieces.stream()
            .flatMap(piece -> piece.objects().stream())
            .filter(object -> fits(object, query.toLowerCase(Locale.ROOT)))
            .toList();
    Map<String, List<WalkView.Line>> groups = new LinkedHashMap<>();
    for (WalkedObject each : fitting.subList(0, Math.min(MOST_SHOWN, fitting.size()))) {
      groups.computeIfAbsent(group(each.oid()), oid -> new ArrayList<>()).add(line(each, words));
    }
    return new WalkView(
        device.toString(),
        command.toString(),
        query,
        fitting.size(),
        groups.entrySet().stream()
            .map(each -> new WalkView.Group(each.getKey(), each.getValue()))
            .toList(),
        Math.max(0, fitting.size() - MOST_SHOWN),
        pieces.stream().flatMap(piece -> piece.lines().stream()).toList());
  }

  private static boolean fits(WalkedObject object, String query) {
    String value = Objects.requireNonNullElse(object.value(), "");
    return query.isBlank()
        || object.oid().startsWith(query)
        || object.oid().contains(query)
        || value.toLowerCase(Locale.ROOT).contains(query);
  }

  /** Eight arcs are a table of the Printer MIB, or a branch of a maker's. */
  private static String group(String oid) {
    String[] arcs = oid.split("\\.", -1);
    return String.join(".", List.of(arcs).subList(0, Math.min(8, arcs.length)));
  }

  private static WalkView.Line line(WalkedObject object, Words words) {
    String value = object.value();
    return value == null
        ? new WalkView.Line(
            object.oid(),
            object.type(),
            words.t("commands.untold", Objects.requireNonNullElse(object.octets(), 0L)),
            false)
        : new WalkView.Line(object.oid(), object.type(), value, true);
  }
}
