package io.platen.server.console;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.console.view.ChannelsView;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Words;
import io.platen.server.notice.control.ChannelReader;
import io.platen.server.notice.control.Channels;
import io.platen.server.notice.control.WaysOut;
import io.platen.server.notice.entity.Channel;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where notices go: to make, to change, to try out. */
@Dependent
class ChannelsPage implements Page {
  private static final String PATH = "/notice-channels";
  private static final List<String> TEXTS =
      List.of("name", "kind", "targets", "language", "digestMinutes", "hourlyLimit");

  private final Channels channels;
  private final WaysOut ways;

  @Inject
  ChannelsPage(Channels channels, WaysOut ways) {
    this.channels = channels;
    this.ways = ways;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  public Answer get(Visit visit) {
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    if (visit.path().equals(PATH)) {
      return page(visit, "", usual(), null);
    }
    return found(visit, visit.rest(PATH + "/"))
        .map(channel -> page(visit, channel.id().toString(), of(channel), null))
        .orElseGet(Answer.NotFound::new);
  }

  @Override
  public Answer post(Visit visit) {
    String[] parts =
        visit.path().equals(PATH) ? new String[0] : visit.rest(PATH + "/").split("/", -1);
    String verb = parts.length == 2 ? parts[1] : "";
    Role least = verb.equals("test") ? Role.OPERATOR : Role.ADMINISTRATOR;
    if (!visit.may(least)) {
      return Answer.Forbidden.to(least);
    }
    try {
      return parts.length == 0 ? create(visit) : act(visit, parts[0], parts.length, verb);
    } catch (RefusedException e) {
      return new Answer.NotFound();
    }
  }

  private Answer act(Visit visit, String id, int parts, String verb) {
    Optional<Channel> channel = found(visit, id);
    if (channel.isEmpty() || parts > 2) {
      return new Answer.NotFound();
    }
    Caller caller = visit.session().caller();
    UUID uuid = channel.get().id();
    switch (verb) {
      case "test" -> {
        channels.test(caller, uuid);
        return new Answer.Redirect("/notices?state=all");
      }
      case "delete" -> channels.delete(caller, uuid);
      case "key" -> {
        // No redirect: the key is in this answer and nowhere else.
        return page(visit, "", usual(), channels.newKey(caller, uuid).key());
      }
      default -> {
        return verb.isEmpty() ? change(visit, channel.get()) : new Answer.NotFound();
      }
    }
    return new Answer.Redirect(PATH);
  }

  private Answer create(Visit visit) {
    try {
      Channel typed = ChannelReader.read(visit.tenant(), UUID.randomUUID(), typed(visit, null));
      Channels.Created made = channels.create(visit.session().caller(), typed);
      // No redirect for a webhook: its key is in this answer and nowhere else.
      return made.key() == null ? new Answer.Redirect(PATH) : page(visit, "", usual(), made.key());
    } catch (InvalidException e) {
      return page(visit, "", RuleForm.wrong(visit, e, TEXTS, null), null);
    }
  }

  private Answer change(Visit visit, Channel channel) {
    try {
      channels.change(
          visit.session().caller(),
          ChannelReader.read(visit.tenant(), channel.id(), typed(visit, channel.kind())));
      return new Answer.Redirect(PATH);
    } catch (InvalidException e) {
      return page(visit, channel.id().toString(), RuleForm.wrong(visit, e, TEXTS, null), null);
    }
  }

  private Optional<Channel> found(Visit visit, String id) {
    return RulesPage.ids(id).flatMap(uuid -> channels.find(visit.tenant(), uuid));
  }

  private static ChannelReader.Typed typed(Visit visit, Channel.@Nullable Kind kind) {
    return new ChannelReader.Typed(
        visit.field("name"),
        kind == null ? visit.field("kind") : NoticeViews.token(kind),
        List.of(visit.field("targets").split("[\\s,;]+")),
        visit.field("language"),
        RuleForm.number(visit.field("digestMinutes")),
        RuleForm.number(visit.field("hourlyLimit")));
  }

  private static Form usual() {
    return new Form(
        Map.of(
            "kind",
            "mail",
            "language",
            "en",
            "digestMinutes",
            Long.toString(Channel.USUAL_DIGEST.toMinutes()),
            "hourlyLimit",
            Integer.toString(Channel.USUAL_LIMIT)),
        Map.of());
  }

  private static Form of(Channel channel) {
    return new Form(
        Map.of(
            "name", channel.name(),
            "kind", NoticeViews.token(channel.kind()),
            "targets", String.join(", ", channel.targets()),
            "language", channel.language(),
            "digestMinutes", Long.toString(channel.digest().toMinutes()),
            "hourlyLimit", Integer.toString(channel.hourlyLimit())),
        Map.of());
  }

  private Answer page(Visit visit, String editing, Form form, @Nullable String key) {
    Words words = visit.words();
    ChannelsView view =
        new ChannelsView(
            channels.list(visit.tenant()).stream().map(each -> line(each, words)).toList(),
            editing,
            form,
            key,
            ways.isMailOn(),
            visit.may(Role.ADMINISTRATOR));
    return new Answer.Html(
        form.isWrong() ? 422 : 200,
        "channels",
        Map.of("shell", visit.shell(words.t("channels.title"), "notices"), "view", view));
  }

  static ChannelsView.Line line(Channel channel, Words words) {
    return new ChannelsView.Line(
        channel.id().toString(),
        channel.name(),
        words.t("channels.kind." + NoticeViews.token(channel.kind())),
        String.join(", ", channel.targets()),
        words.t("channels.pace", channel.digest().toMinutes(), channel.hourlyLimit()),
        channel.kind() == Channel.Kind.WEBHOOK);
  }
}
