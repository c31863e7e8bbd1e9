package io.platen.server.console;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.server.console.view.Badge;
import io.platen.server.console.view.FindingList;
import io.platen.server.console.view.NoticeLine;
import io.platen.server.console.view.RulesView;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Words;
import io.platen.server.notice.control.FindingText;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Finding;
import io.platen.server.notice.entity.Notice;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Template;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Findings, rules and notices in the reader's words. */
final class NoticeViews {
  private final Words words;

  NoticeViews(Words words) {
    this.words = words;
  }

  static String token(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  String text(Finding finding) {
    return FindingText.in(words.language())
        .sentence(finding.template(), finding.condition().detail());
  }

  Badge badge(Finding finding) {
    return finding.closed() != null
        ? new Badge(State.OK, words.t("word.over"))
        : badge(finding.severity());
  }

  private Badge badge(Severity severity) {
    return switch (severity) {
      case CRITICAL -> new Badge(State.PROBLEM, words.t("rules.severity.critical"));
      case WARNING -> new Badge(State.ATTENTION, words.t("rules.severity.warning"));
      case OTHER -> new Badge(State.UNKNOWN, words.t("rules.severity.other"));
    };
  }

  FindingList.Line line(Finding finding) {
    return new FindingList.Line(
        Long.toString(finding.id()),
        badge(finding),
        finding.condition().place().name(),
        finding.siteName(),
        text(finding),
        finding.ruleName(),
        finding.opened(),
        handled(finding.acknowledgedBy(), finding.mutedUntil()));
  }

  /** What somebody did, in a few words; null where nobody did. */
  @Nullable String handled(@Nullable String acknowledgedBy, @Nullable Instant mutedUntil) {
    if (mutedUntil != null && mutedUntil.isAfter(words.now())) {
      return words.t("handling.muted", words.moment(mutedUntil));
    }
    return acknowledgedBy == null ? null : words.t("handling.by", acknowledgedBy);
  }

  NoticeLine line(Notice notice, boolean acting) {
    Badge badge =
        switch (notice.state()) {
          case WAITING ->
              notice.tries() == 0
                  ? new Badge(State.RUNNING, words.t("notices.state.waiting"))
                  : new Badge(State.ATTENTION, words.t("notices.tried", notice.tries()));
          case SENT -> new Badge(State.OK, words.t("notices.state.sent"));
          case FAILED -> new Badge(State.PROBLEM, words.t("notices.state.failed"));
        };
    return new NoticeLine(
        notice.id().toString(),
        badge,
        notice.channelName(),
        notice.target(),
        notice.items() == 0 ? words.t("notices.test") : words.t("notices.items", notice.items()),
        notice.created(),
        notice.state() == Notice.State.WAITING ? notice.nextTry() : null,
        notice.error(),
        acting && notice.state() == Notice.State.FAILED);
  }

  String template(Template template) {
    return words.t("rules.template." + template.token());
  }

  RulesView.Line line(Rule rule, Map<UUID, String> sites, Map<UUID, Channel> channels) {
    String told =
        channels.values().stream()
            .filter(each -> rule.channels().contains(each.id()))
            .map(Channel::name)
            .sorted()
            .collect(Collectors.joining(", "));
    return new RulesView.Line(
        rule.id().toString(),
        rule.name(),
        rule.enabled() ? badge(rule.severity()) : new Badge(State.SILENT, words.t("rules.off")),
        words.t("rules.what." + rule.template().token(), rule.threshold()),
        where(rule, sites),
        told.isEmpty() ? words.t("rules.nobody") : told);
  }

  private String where(Rule rule, Map<UUID, String> sites) {
    UUID device = rule.scope().device();
    StringBuilder where =
        new StringBuilder(
            device == null
                ? words.t("rules.everywhere")
                : sites.getOrDefault(device, device.toString()));
    if (!rule.scope().location().isEmpty()) {
      where.append(", ").append(words.t("rules.at", rule.scope().location()));
    }
    if (!rule.scope().model().isEmpty()) {
      where.append(", ").append(words.t("rules.of", rule.scope().model()));
    }
    return where.toString();
  }
}
