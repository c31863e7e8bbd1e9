package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.RuleView;
import io.platen.server.console.view.RulesView;
import io.platen.server.console.view.RulesView.Choice;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.notice.control.Channels;
import io.platen.server.notice.control.RuleReader;
import io.platen.server.notice.control.Rules;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Template;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the tenant wants to be told of: to look at, to make from templates, to change. */
@Dependent
class RulesPage implements Page {
  private static final String PATH = "/alert-rules";
  private static final String NEW = PATH + "/new";

  private final Rules rules;
  private final Channels channels;
  private final OverviewQueries overview;

  @Inject
  RulesPage(Rules rules, Channels channels, OverviewQueries overview) {
    this.rules = rules;
    this.channels = channels;
    this.overview = overview;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  public Answer get(Visit visit) {
    if (visit.path().equals(PATH)) {
      return list(visit);
    }
    if (visit.path().equals(NEW)) {
      return Template.find(visit.field("template"))
          .map(template -> form(visit, "", template, RuleForm.usual(template, visit.words())))
          .orElseGet(() -> new Answer.Redirect(PATH));
    }
    return found(visit, visit.rest(PATH + "/"))
        .map(rule -> form(visit, rule.id().toString(), rule.template(), RuleForm.of(rule)))
        .orElseGet(Answer.NotFound::new);
  }

  @Override
  public Answer post(Visit visit) {
    if (!visit.may(Role.ADMINISTRATOR)) {
      return Answer.Forbidden.to(Role.ADMINISTRATOR);
    }
    if (visit.path().equals(NEW)) {
      return Template.find(visit.field("template"))
          .map(template -> create(visit, template))
          .orElseGet(Answer.NotFound::new);
    }
    String[] parts =
        visit.path().equals(PATH) ? new String[] {""} : visit.rest(PATH + "/").split("/", -1);
    Optional<Rule> rule = found(visit, parts[0]);
    if (rule.isEmpty()) {
      return new Answer.NotFound();
    }
    if (parts.length == 2 && parts[1].equals("delete")) {
      rules.delete(visit.session().caller(), rule.get().id());
      return new Answer.Redirect(PATH);
    }
    return parts.length == 1 ? change(visit, rule.get()) : new Answer.NotFound();
  }

  private Answer create(Visit visit, Template template) {
    try {
      Rule typed =
          RuleReader.read(visit.tenant(), UUID.randomUUID(), RuleForm.typed(visit, template));
      rules.create(visit.session().caller(), typed);
      return new Answer.Redirect(PATH);
    } catch (InvalidException e) {
      return form(visit, "", template, RuleForm.wrong(visit, template, e));
    }
  }

  private Answer change(Visit visit, Rule rule) {
    try {
      Rule typed =
          RuleReader.read(visit.tenant(), rule.id(), RuleForm.typed(visit, rule.template()));
      rules.change(visit.session().caller(), typed);
      return new Answer.Redirect(PATH);
    } catch (InvalidException e) {
      return form(
          visit, rule.id().toString(), rule.template(), RuleForm.wrong(visit, rule.template(), e));
    } catch (RefusedException e) {
      return new Answer.NotFound();
    }
  }

  private Optional<Rule> found(Visit visit, String id) {
    return ids(id).flatMap(uuid -> rules.find(visit.tenant(), uuid));
  }

  /** Empty for what is no id. */
  static Optional<UUID> ids(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Map<UUID, String> sites(Visit visit) {
    return sites(overview, visit.tenant()).stream()
        .collect(Collectors.toMap(each -> UUID.fromString(each.value()), Choice::text));
  }

  /** Devices by name. */
  static List<Choice> sites(OverviewQueries overview, long tenant) {
    return overview.devices(tenant).stream()
        .map(device -> new Choice(device.id().toString(), device.name()))
        .toList();
  }

  private Answer list(Visit visit) {
    Words words = visit.words();
    NoticeViews views = new NoticeViews(words);
    Map<UUID, String> sites = sites(visit);
    Map<UUID, Channel> byId =
        channels.list(visit.tenant()).stream()
            .collect(Collectors.toMap(Channel::id, Function.identity()));
    RulesView view =
        new RulesView(
            rules.list(visit.tenant()).stream().map(rule -> views.line(rule, sites, byId)).toList(),
            Arrays.stream(Template.values())
                .map(each -> new Choice(each.token(), views.template(each)))
                .toList(),
            visit.may(Role.ADMINISTRATOR));
    return Answer.page("rules", visit.shell(words.t("rules.title"), "notices"), "view", view);
  }

  private Answer form(Visit visit, String id, Template template, Form form) {
    Words words = visit.words();
    RuleView view =
        new RuleView(
            id,
            template.token(),
            words.t("rules.unit." + NoticeViews.token(template.unit())),
            words.t("rules.bounds", template.least(), template.most()),
            template.isOfPrinters(),
            sites(overview, visit.tenant()),
            channels.list(visit.tenant()).stream()
                .map(each -> new Choice(each.id().toString(), each.name()))
                .toList(),
            form,
            visit.may(Role.ADMINISTRATOR));
    return new Answer.Html(
        form.isWrong() ? 422 : 200,
        "rule",
        Map.of(
            "shell",
            visit.shell(words.t("rules.template." + template.token()), "notices"),
            "view",
            view));
  }
}
