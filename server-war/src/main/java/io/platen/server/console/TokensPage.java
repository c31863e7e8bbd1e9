package io.platen.server.console;

import io.platen.server.access.control.Tokens;
import io.platen.server.access.entity.ApiToken;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.TokenScope;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.TokensView;
import io.platen.server.console.view.Words;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Programs' ways in: to make, to look after, to revoke. For administrators only. */
@Dependent
class TokensPage implements Page {
  private static final String PATH = "/tokens";
  private static final int LONGEST_NAME = 100;

  private final Tokens tokens;

  @Inject
  TokensPage(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  public Answer get(Visit visit) {
    if (!visit.may(Role.ADMINISTRATOR)) {
      return Answer.Forbidden.to(Role.ADMINISTRATOR);
    }
    return visit.path().equals(PATH)
        ? page(visit, 200, Form.EMPTY, null)
        : new Answer.Redirect(PATH);
  }

  @Override
  public Answer post(Visit visit) {
    if (!visit.may(Role.ADMINISTRATOR)) {
      return Answer.Forbidden.to(Role.ADMINISTRATOR);
    }
    Caller caller = visit.session().caller();
    if (visit.path().equals(PATH)) {
      return create(visit, caller);
    }
    String[] parts = visit.rest(PATH + "/").split("/", -1);
    Optional<Long> id = parts.length == 2 ? PrinterPage.number(parts[0]) : Optional.empty();
    if (id.isEmpty() || !parts[1].equals("revoke")) {
      return new Answer.NotFound();
    }
    tokens.revoke(caller, id.get());
    return new Answer.Redirect(PATH);
  }

  private Answer create(Visit visit, Caller caller) {
    String name = visit.field("name");
    Role role = UsersPage.role(visit).orElse(Role.VIEWER);
    long days = PrinterPage.number(visit.field("days")).orElse(0L);
    Words words = visit.words();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return wrong(visit, role, "name", words.t("tokens.wrongName", LONGEST_NAME));
    }
    if (days < 1 || days > Tokens.LONGEST_LIFE.toDays()) {
      return wrong(visit, role, "days", words.t("tokens.wrongDays", Tokens.LONGEST_LIFE.toDays()));
    }
    boolean publishes = visit.field("scope").equals(TokenScope.RELEASES.token());
    // Publishing needs an administrator; what else one may the scope takes away.
    Tokens.Created made =
        tokens.create(
            caller,
            name,
            publishes ? Role.ADMINISTRATOR : role,
            Duration.ofDays(days),
            publishes ? Optional.of(TokenScope.RELEASES) : Optional.empty());
    // No redirect: the token is in this answer and nowhere else.
    return page(visit, 200, Form.EMPTY, made.secret());
  }

  private Answer wrong(Visit visit, Role role, String field, String text) {
    Form form =
        new Form(
            Map.of(
                "name",
                visit.field("name"),
                "role",
                UsersPage.token(role),
                "days",
                visit.field("days")),
            Map.of(field, text));
    return page(visit, 422, form, null);
  }

  private Answer page(Visit visit, int status, Form form, @Nullable String secret) {
    Words words = visit.words();
    TokensView view =
        new TokensView(
            tokens.list(visit.session().caller()).stream()
                .map(token -> line(token, words))
                .toList(),
            form,
            secret,
            Long.toString(Tokens.LIFE.toDays()));
    return new Answer.Html(
        status,
        "tokens",
        Map.of("shell", visit.shell(words.t("tokens.title"), "tokens"), "view", view));
  }

  private static TokensView.Line line(ApiToken token, Words words) {
    return new TokensView.Line(
        Long.toString(token.id()),
        token.name(),
        UsersPage.token(token.role()),
        token.createdBy(),
        token.lastUsed(),
        token.expires(),
        token.isExpired(words.now()),
        token.scope().isPresent());
  }
}
