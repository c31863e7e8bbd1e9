package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.MatchView;
import io.platen.server.console.view.MemberLine;
import io.platen.server.console.view.MergeView;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.control.FleetQueries;
import io.platen.server.fleet.control.Merges;
import io.platen.server.fleet.control.PrinterMatches;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterFilter;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Merging two printers and splitting them again: what will be is shown before it is done. */
@Dependent
class MergePage implements Page {
  private static final Pattern PATH = Pattern.compile("/printers/([0-9]{1,18})/(merge|split)");
  private static final String PRINTERS = "/printers/";
  private static final int CANDIDATES = 10;

  private final FleetQueries fleet;
  private final PrinterMatches matches;
  private final Merges merges;

  @Inject
  MergePage(FleetQueries fleet, PrinterMatches matches, Merges merges) {
    this.fleet = fleet;
    this.matches = matches;
    this.merges = merges;
  }

  static boolean isOurs(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public boolean answers(String path) {
    return isOurs(path);
  }

  @Override
  public Answer get(Visit visit) {
    Optional<Printer> printer = printer(visit);
    if (printer.isEmpty()) {
      return new Answer.NotFound();
    }
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    return isMerge(visit) ? merge(visit, printer.get()) : split(visit, printer.get());
  }

  @Override
  public Answer post(Visit visit) {
    Optional<Printer> printer = printer(visit);
    if (printer.isEmpty()) {
      return new Answer.NotFound();
    }
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    long id = printer.get().id();
    try {
      if (isMerge(visit)) {
        Optional<Long> other = PrinterPage.number(visit.field("with"));
        if (other.isEmpty()) {
          return new Answer.NotFound();
        }
        merges.merge(visit.session().caller(), id, other.get());
      } else {
        Optional<MemberLine> member = member(visit, printer.get());
        if (member.isEmpty()) {
          return new Answer.NotFound();
        }
        merges.split(visit.session().caller(), Long.parseLong(member.get().id()));
      }
    } catch (RefusedException e) {
      // Somebody else was faster: the page shows how it is now.
      return new Answer.Redirect(PRINTERS + id);
    }
    return new Answer.Redirect(PRINTERS + id + "#keys-title");
  }

  private static boolean isMerge(Visit visit) {
    return visit.path().endsWith("/merge");
  }

  private Optional<Printer> printer(Visit visit) {
    Matcher path = PATH.matcher(visit.path());
    return path.matches()
        ? fleet.printer(visit.tenant(), Long.parseLong(path.group(1)))
        : Optional.empty();
  }

  private Answer merge(Visit visit, Printer printer) {
    Words words = visit.words();
    MatchViews views = new MatchViews(words);
    String typed = visit.field("with");
    Optional<Printer> other =
        PrinterPage.number(typed)
            .flatMap(id -> fleet.printer(visit.tenant(), id))
            .filter(found -> found.id() != printer.id());
    MatchView match =
        other
            .map(found -> matches.compare(visit.tenant(), printer.id(), found.id()))
            .map(found -> views.match(found, printer.id()))
            .orElse(null);
    List<MatchView.Side> candidates =
        typed.isEmpty() || match != null ? List.of() : candidates(visit, printer, views);
    boolean nothing = !typed.isEmpty() && match == null && candidates.isEmpty();
    Form form =
        new Form(
            Map.of("with", typed), nothing ? Map.of("with", words.t("merge.nothing")) : Map.of());
    return Answer.page(
        "merge",
        visit.shell(words.t("merge.title"), "printers"),
        "view",
        new MergeView(views.side(printer), match, candidates, form));
  }

  private List<MatchView.Side> candidates(Visit visit, Printer printer, MatchViews views) {
    PrinterFilter filter =
        new PrinterFilter(visit.field("with"), null, null, null, PrinterFilter.Sort.NAME);
    return fleet.printers(visit.tenant(), filter, null, CANDIDATES).items().stream()
        .filter(found -> found.id() != printer.id())
        .map(views::side)
        .toList();
  }

  private Answer split(Visit visit, Printer printer) {
    Optional<MemberLine> member = member(visit, printer);
    if (member.isEmpty()) {
      return new Answer.Redirect(PRINTERS + printer.id());
    }
    Words words = visit.words();
    return new Answer.Html(
        200,
        "split",
        Map.of(
            "shell", visit.shell(words.t("split.title"), "printers"),
            "printer", new MatchViews(words).side(printer),
            "member", member.get()));
  }

  /** One that can be taken out: not the one whose id the printer goes by. */
  private static Optional<MemberLine> member(Visit visit, Printer printer) {
    return new MatchViews(visit.words())
        .members(printer).stream()
            .filter(line -> line.id().equals(visit.field("member")) && !line.head())
            .findFirst();
  }
}
