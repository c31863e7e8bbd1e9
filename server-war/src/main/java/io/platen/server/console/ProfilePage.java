package io.platen.server.console;

import io.platen.server.access.control.Sessions;
import io.platen.server.access.entity.Session;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a user likes the console; has forms on every page and no page of its own. */
@Dependent
class ProfilePage implements Page {
  private static final Set<String> THEMES = Set.of("system", "light", "dark");
  private static final Set<String> LANGUAGES = Set.of("en", "de");

  private final Sessions sessions;

  @Inject
  ProfilePage(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public boolean answers(String path) {
    return path.equals("/profile");
  }

  @Override
  public Answer get(Visit visit) {
    return new Answer.Redirect("/overview");
  }

  @Override
  public Answer post(Visit visit) {
    Session session = visit.session();
    String theme = chosen(visit.field("theme"), THEMES, session.theme());
    String language = chosen(visit.field("language"), LANGUAGES, session.locale());
    if (theme != null) {
      sessions.prefer(session, theme, language);
    }
    return new Answer.Redirect(BackPath.of(visit.field("return")));
  }

  private static @Nullable String chosen(
      String wanted, Set<String> known, @Nullable String before) {
    return known.contains(wanted) ? wanted : before;
  }
}
