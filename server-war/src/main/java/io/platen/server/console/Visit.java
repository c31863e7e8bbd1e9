package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.Session;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.Viewer;
import io.platen.server.console.view.Words;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request for a page, without the servlet's parts.
 *
 * @param address path and query, for the way back
 * @param fields the first value of each
 * @param source where it came from, for the limit of tries
 * @param signedIn null before sign-in
 * @param frame makes the shell around a page, from its title and its place in the navigation
 */
record Visit(
    String path,
    String address,
    Map<String, String> fields,
    String source,
    @Nullable Session signedIn,
    Words words,
    Function<Frame, Shell> frame) {

  /** A field that is there when a form was larger than a form may be, and nothing else then. */
  static final String OVERSIZE = "oversize ";

  Visit {
    fields = Map.copyOf(fields);
  }

  /** A title and the token of the page in the navigation. */
  record Frame(String title, String nav) {}

  /** What was typed, without blanks around it; empty where there is none. */
  String field(String name) {
    return fields.getOrDefault(name, "").strip();
  }

  /** What was typed, to the letter: for passwords. */
  String exactly(String name) {
    return fields.getOrDefault(name, "");
  }

  Session session() {
    if (signedIn == null) {
      throw new IllegalStateException("Only pages for signed-in users ask for the session");
    }
    return signedIn;
  }

  long tenant() {
    return session().caller().tenant();
  }

  boolean may(Role role) {
    return session().caller().role().includes(role);
  }

  Shell shell(String title, String nav) {
    return frame.apply(new Frame(title, nav));
  }

  /** The rest of the path after a prefix. */
  String rest(String prefix) {
    return path.substring(prefix.length());
  }

  /** Who looks, with how they like it. */
  static Viewer viewer(Session session, String density, long printers, long devices) {
    return new Viewer(
        session.caller().name(),
        session.tenantName(),
        session.theme(),
        density,
        printers,
        devices,
        session.caller().role().includes(Role.ADMINISTRATOR));
  }
}
