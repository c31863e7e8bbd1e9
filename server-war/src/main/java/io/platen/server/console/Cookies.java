package io.platen.server.console;

import io.platen.server.access.control.Sessions;
import io.platen.server.access.entity.Session;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The console's cookies: the session, and choices that hold for this browser only. */
final class Cookies {
  private static final String DENSITY = "__Host-platen-density";
  private static final String LANGUAGE = "__Host-platen-language";
  private static final String ZONE = "__Host-platen-zone";
  private static final Set<String> DENSITIES = Set.of("comfortable", "compact");
  private static final Set<String> LANGUAGES = Set.of("en", "de");
  private static final int YEAR = 365 * 24 * 3600;

  private Cookies() {}

  static @Nullable String session(HttpServletRequest request) {
    return value(request, Sessions.COOKIE);
  }

  static String density(HttpServletRequest request) {
    String density = value(request, DENSITY);
    return density != null && DENSITIES.contains(density) ? density : "comfortable";
  }

  /** What the user chose, else what this browser was told, else what it asks for. */
  static Locale language(HttpServletRequest request, @Nullable Session session) {
    String asked = request.getParameter("lang");
    String chosen = asked != null && LANGUAGES.contains(asked) ? asked : null;
    if (chosen == null && session != null) {
      chosen = session.locale();
    }
    if (chosen == null) {
      chosen = value(request, LANGUAGE);
    }
    List<Locale> wanted = Collections.list(request.getLocales());
    if (chosen != null && LANGUAGES.contains(chosen)) {
      String language = chosen;
      // The browser's region decides how dates look, when it fits the language.
      return wanted.stream()
          .filter(locale -> locale.getLanguage().equals(language))
          .findFirst()
          .orElse(Locale.forLanguageTag(language));
    }
    return wanted.stream()
        .filter(locale -> LANGUAGES.contains(locale.getLanguage()))
        .findFirst()
        .orElse(Locale.ENGLISH);
  }

  /** Where the reader lives, as the page's script tells; without one the server's own zone. */
  static ZoneId zone(HttpServletRequest request) {
    String zone = value(request, ZONE);
    return zone != null && ZoneId.getAvailableZoneIds().contains(zone)
        ? ZoneId.of(zone)
        : ZoneId.systemDefault();
  }

  /** Remembers a choice that this request makes. */
  static void keepChoices(Visit visit, HttpServletResponse response) {
    if (LANGUAGES.contains(visit.field("lang"))) {
      add(response, LANGUAGE, visit.field("lang"), YEAR);
    }
    if (DENSITIES.contains(visit.field("density"))) {
      add(response, DENSITY, visit.field("density"), YEAR);
    }
  }

  /** The session ends with the browser, or when the server says so. */
  static void signIn(HttpServletResponse response, String value) {
    add(response, Sessions.COOKIE, value, -1);
  }

  static void signOut(HttpServletResponse response) {
    add(response, Sessions.COOKIE, "", 0);
  }

  private static void add(HttpServletResponse response, String name, String value, int age) {
    // SameSite has no setter before Servlet 6.1, so the header is written by hand.
    String life = age < 0 ? "" : "; Max-Age=" + age;
    response.addHeader(
        "Set-Cookie", name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Strict" + life);
  }

  private static @Nullable String value(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(name)) {
        return cookie.getValue();
      }
    }
    return null;
  }
}
