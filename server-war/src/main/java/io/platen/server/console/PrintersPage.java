package io.platen.server.console;

import io.platen.server.console.view.PrinterList;
import io.platen.server.console.view.PrinterQuery;
import io.platen.server.console.view.PrinterView;
import io.platen.server.console.view.State;
import io.platen.server.fleet.control.FleetQueries;
import io.platen.server.fleet.control.UnknownCursorException;
import io.platen.server.fleet.entity.Page;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterFilter;
import io.platen.server.fleet.entity.PrinterHealth;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All printers, filtered, sorted and paged by the address; one may be looked at beside the list.
 */
@Dependent
class PrintersPage implements io.platen.server.console.Page {
  static final int ROWS = 50;

  private final FleetQueries fleet;
  private final PrinterPage printerPage;

  @Inject
  PrintersPage(FleetQueries fleet, PrinterPage printerPage) {
    this.fleet = fleet;
    this.printerPage = printerPage;
  }

  @Override
  public boolean answers(String path) {
    return path.equals("/printers");
  }

  @Override
  public Answer get(Visit visit) {
    PrinterQuery query = query(visit);
    PrinterFilter filter = filter(query);
    Page<Printer> found;
    try {
      found = fleet.printers(visit.tenant(), filter, blankToNull(query.after()), ROWS);
    } catch (UnknownCursorException stale) {
      return new Answer.Redirect(query.after("").href());
    }
    PrinterViews views = new PrinterViews(visit.words());
    String next = found.next();
    PrinterList list =
        new PrinterList(
            query,
            found.items().stream().map(views::row).toList(),
            fleet.count(visit.tenant(), filter),
            fleet.count(visit.tenant(), PrinterFilter.ALL),
            fleet.vendors(visit.tenant()),
            next == null ? null : query.after(next).href(),
            query.after().isEmpty() ? null : query.after("").href(),
            selected(visit, query.selected()));
    String title = visit.words().t("printers.title");
    return Answer.page("printers", visit.shell(title, "printers"), "list", list);
  }

  private @Nullable PrinterView selected(Visit visit, String id) {
    return PrinterPage.number(id)
        .flatMap(number -> fleet.printer(visit.tenant(), number))
        .map(printer -> printerPage.inspected(visit.words(), printer))
        .orElse(null);
  }

  private static PrinterQuery query(Visit visit) {
    String sort = visit.field("sort");
    return new PrinterQuery(
        visit.field("q"),
        state(visit.field("state")).orElse(null),
        visit.field("maker"),
        sort.equals("name") || sort.equals("age") ? sort : PrinterQuery.ALL.sort(),
        visit.field("after"),
        visit.field("sel"));
  }

  private static Optional<State> state(String token) {
    return Arrays.stream(State.values())
        .filter(state -> state != State.RUNNING && state.token().equals(token))
        .findFirst();
  }

  private static PrinterFilter filter(PrinterQuery query) {
    State state = query.state();
    return new PrinterFilter(
        blankToNull(query.text()),
        state == null ? null : PrinterHealth.valueOf(state.name()),
        null,
        blankToNull(query.maker()),
        switch (query.sort().toLowerCase(Locale.ROOT)) {
          case "name" -> PrinterFilter.Sort.NAME;
          case "age" -> PrinterFilter.Sort.AGE;
          default -> PrinterFilter.Sort.HEALTH;
        });
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text;
  }
}
