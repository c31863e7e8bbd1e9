package io.platen.server.notice.control;

import io.platen.server.notice.entity.Condition.Place;
import io.platen.server.notice.entity.Finding;
import io.platen.server.notice.entity.Item;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Writes notices: plain text for people, in which nothing is a mark of anything, and JSON. */
public final class NoticeText {
  /** A storm is told by its number. */
  static final int MOST_ITEMS = 50;

  private static final int LONGEST_SUBJECT = 120;

  private final String console;

  /**
   * @param console where people see more, without a slash at its end
   */
  public NoticeText(String console) {
    this.console = console;
  }

  Letter letter(Claimed notice, Instant now) {
    FindingText words = FindingText.in(notice.channel().language());
    boolean test = notice.items().isEmpty();
    return new Letter(
        notice.id(),
        notice.channel().kind(),
        notice.target(),
        notice.key(),
        SafeText.shortened(
            test
                ? words.t("subject.test", SafeText.line(notice.channel().name()))
                : subject(words, notice.items()),
            LONGEST_SUBJECT),
        test
            ? words.t("body.test", SafeText.line(notice.channel().name())) + "\n"
            : body(words, notice.items()),
        json(words, notice, now));
  }

  private static String subject(FindingText words, List<Item> items) {
    Item first = items.get(0);
    String name = SafeText.line(first.finding().condition().place().name());
    if (items.size() == 1) {
      String sentence = words.sentence(first.finding());
      return first.kind() == Item.Kind.RESOLVED
          ? words.t("subject.resolved", name, sentence)
          : words.t("subject.one", words.head(first), name, sentence);
    }
    long sites = items.stream().map(item -> item.finding().siteName()).distinct().count();
    return sites == 1
        ? words.t("subject.many", items.size(), SafeText.line(first.finding().siteName()))
        : words.t("subject.manySites", items.size(), sites);
  }

  private String body(FindingText words, List<Item> items) {
    StringBuilder body = new StringBuilder();
    String site = null;
    for (Item item : items.subList(0, Math.min(MOST_ITEMS, items.size()))) {
      if (!item.finding().siteName().equals(site)) {
        site = item.finding().siteName();
        body.append(words.t("body.site", SafeText.line(site))).append("\n\n");
      }
      body.append(entry(words, item)).append('\n');
    }
    if (items.size() > MOST_ITEMS) {
      body.append(words.t("body.more", items.size() - MOST_ITEMS)).append("\n\n");
    }
    return body.append(words.t("body.link", console + "/findings")).append('\n').toString();
  }

  private static String entry(FindingText words, Item item) {
    Finding finding = item.finding();
    Instant closed = finding.closed();
    String rule = SafeText.line(finding.ruleName());
    String since = FindingText.time(finding.opened());
    return words.head(item)
        + ": "
        + SafeText.line(finding.condition().place().name())
        + "\n  "
        + words.sentence(finding)
        + "\n  "
        + (closed == null
            ? words.t("body.since", since, rule)
            : words.t("body.until", since, FindingText.time(closed), rule))
        + "\n";
  }

  private String json(FindingText words, Claimed notice, Instant now) {
    List<Item> items = notice.items();
    JsonArrayBuilder list = Json.createArrayBuilder();
    items.stream().limit(MOST_ITEMS).forEach(item -> list.add(item(words, item)));
    return Json.createObjectBuilder()
        .add("id", notice.id().toString())
        .add("at", now.toString())
        .add("test", items.isEmpty())
        .add("items", list)
        .add("more", Math.max(0, items.size() - MOST_ITEMS))
        .build()
        .toString();
  }

  private JsonObjectBuilder item(FindingText words, Item item) {
    Finding finding = item.finding();
    Place place = finding.condition().place();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("kind", token(item.kind()))
            .add("finding", Long.toString(finding.id()))
            .add("rule", finding.ruleName())
            .add("template", finding.template().token())
            .add("severity", token(finding.severity()))
            .add("device", place.device().toString())
            .add("site", finding.siteName());
    if (place.printer() == null) {
      json.addNull("printer");
    } else {
      json.add("printer", Long.toString(place.printer()));
    }
    json.add("name", SafeText.line(place.name()))
        .add("text", words.sentence(finding))
        .add("opened", finding.opened().toString());
    Instant closed = finding.closed();
    if (closed == null) {
      json.addNull("closed");
    } else {
      json.add("closed", closed.toString());
    }
    return json.add("link", console + "/findings/" + finding.id());
  }

  private static String token(Enum<?> word) {
    return Objects.requireNonNull(word).name().toLowerCase(Locale.ROOT);
  }
}
