package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.Shell;
import java.util.Locale;
import java.util.Map;

/** What a page answers. */
sealed interface Answer {

  /** A template with its parameters; the shell among them. */
  record Html(int status, String template, Map<String, Object> parameters) implements Answer {
    public Html {
      parameters = Map.copyOf(parameters);
    }
  }

  /**
   * Another address of this console; after a POST always, so that reloading sends nothing twice.
   */
  record Redirect(String path) implements Answer {}

  /** Somebody came in; the cookie is the session. */
  record SignedIn(String cookie, String path) implements Answer {}

  /** The session of this request ends. */
  record SignedOut(String path) implements Answer {}

  /** A file to keep. */
  record Download(String name, String type, String content) implements Answer {}

  /** For a script of our pages. */
  record Json(String content) implements Answer {}

  /** There is no such page, or no such thing to show. */
  record NotFound() implements Answer {}

  /** The viewer's role does not include it. */
  record Forbidden(String role) implements Answer {
    static Forbidden to(Role least) {
      return new Forbidden(least.name().toLowerCase(Locale.ROOT));
    }
  }

  static Answer page(String template, Shell shell, String name, Object view) {
    return new Html(200, template, Map.of("shell", shell, name, view));
  }

  /** The same page again with what is wrong in it. */
  static Answer wrong(String template, Shell shell, String name, Object view) {
    return new Html(422, template, Map.of("shell", shell, name, view));
  }
}
