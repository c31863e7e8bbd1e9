package io.platen.server.console;

import io.platen.server.console.view.AlertLine;
import io.platen.server.console.view.Overview;
import io.platen.server.console.view.Overview.Need;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.fleet.entity.DevicePresence;
import io.platen.server.fleet.entity.PrinterHealth;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What needs a person today. */
@Dependent
class OverviewPage implements Page {
  private final OverviewQueries queries;

  @Inject
  OverviewPage(OverviewQueries queries) {
    this.queries = queries;
  }

  @Override
  public boolean answers(String path) {
    return path.equals("/overview");
  }

  @Override
  public Answer get(Visit visit) {
    Words words = visit.words();
    var found = queries.overview(visit.tenant());
    Map<State, Long> states = new EnumMap<>(State.class);
    found.printers().forEach((health, count) -> states.put(State.valueOf(health.name()), count));
    PrinterViews views = new PrinterViews(words);
    List<AlertLine> latest = found.latest().stream().map(views::alert).toList();
    return Answer.page(
        "overview",
        visit.shell(words.t("overview.title"), "overview"),
        "view",
        new Overview(
            needs(words, found),
            states,
            found.printerCount(),
            found.deviceCount(),
            found.reportsByHour(),
            latest));
  }

  private static List<Need> needs(Words words, io.platen.server.fleet.entity.Overview found) {
    List<Need> needs = new ArrayList<>();
    for (PrinterHealth health :
        List.of(PrinterHealth.PROBLEM, PrinterHealth.ATTENTION, PrinterHealth.SILENT)) {
      long count = found.printers().getOrDefault(health, 0L);
      State state = State.valueOf(health.name());
      if (count > 0) {
        String text = words.t("overview.need." + state.token(), count);
        needs.add(new Need(state, text, "/printers?state=" + state.token()));
      }
    }
    long silent = found.devices().getOrDefault(DevicePresence.SILENT, 0L);
    if (silent > 0) {
      needs.add(new Need(State.SILENT, words.t("overview.need.devices", silent), "/devices"));
    }
    return needs;
  }
}
