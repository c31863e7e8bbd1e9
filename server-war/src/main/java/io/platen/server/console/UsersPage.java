package io.platen.server.console;

import io.platen.server.access.control.Invitations;
import io.platen.server.access.control.Users;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.UserAccount;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.UsersView;
import io.platen.server.console.view.Words;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may sign in: to invite, to give roles, to remove. For administrators only. */
@Dependent
class UsersPage implements Page {
  private static final String PATH = "/users";

  private final Users users;
  private final ConsoleAddress address;

  @Inject
  UsersPage(Users users, ConsoleAddress address) {
    this.users = users;
    this.address = address;
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
    if (visit.path().equals(PATH)) {
      return create(visit);
    }
    String[] parts = visit.rest(PATH + "/").split("/", -1);
    Optional<Long> id = parts.length == 2 ? PrinterPage.number(parts[0]) : Optional.empty();
    return id.isEmpty() ? new Answer.NotFound() : change(visit, id.get(), parts[1]);
  }

  private Answer create(Visit visit) {
    Role role = role(visit).orElse(Role.VIEWER);
    try {
      Invitations.Invited made = users.create(visit.session().caller(), visit.field("user"), role);
      return page(visit, 200, Form.EMPTY, made);
    } catch (InvalidException e) {
      boolean taken = e.errors().get(0).reason().endsWith("is taken");
      String text = visit.words().t(taken ? "users.taken" : "users.wrongName", visit.field("user"));
      Form form =
          new Form(Map.of("user", visit.field("user"), "role", token(role)), Map.of("user", text));
      return page(visit, 422, form, null);
    }
  }

  private Answer change(Visit visit, long id, String action) {
    Caller caller = visit.session().caller();
    try {
      switch (action) {
        case "role" -> role(visit).ifPresent(role -> users.setRole(caller, id, role));
        case "remove" -> users.remove(caller, id);
        case "invitation" -> {
          // No redirect: the link is in this answer and nowhere else.
          return page(visit, 200, Form.EMPTY, users.invite(caller, id));
        }
        default -> {
          return new Answer.NotFound();
        }
      }
    } catch (RefusedException e) {
      if (e.status() == 404) {
        // Somebody else was faster: the page shows how it is now.
        return new Answer.Redirect(PATH);
      }
      Form form = new Form(Map.of(), Map.of("", visit.words().t("users.lastAdministrator")));
      return page(visit, 409, form, null);
    }
    return new Answer.Redirect(PATH);
  }

  static Optional<Role> role(Visit visit) {
    return Arrays.stream(Role.values())
        .filter(role -> token(role).equals(visit.field("role")))
        .findFirst();
  }

  static String token(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private Answer page(Visit visit, int status, Form form, Invitations.@Nullable Invited made) {
    Words words = visit.words();
    List<UsersView.Line> lines =
        users.list(visit.session().caller()).stream().map(user -> line(visit, user)).toList();
    UsersView view = new UsersView(lines, form, made == null ? null : invitation(words, made));
    return new Answer.Html(
        status,
        "users",
        Map.of("shell", visit.shell(words.t("users.title"), "users"), "view", view));
  }

  private UsersView.Invitation invitation(Words words, Invitations.Invited made) {
    return new UsersView.Invitation(
        made.login(), address.of(made.path()), words.moment(made.expires()));
  }

  private static UsersView.Line line(Visit visit, UserAccount user) {
    return new UsersView.Line(
        Long.toString(user.id()),
        user.login(),
        token(user.role()),
        user.lastSignIn(),
        user.isInvited(),
        user.id() == visit.session().user());
  }
}
