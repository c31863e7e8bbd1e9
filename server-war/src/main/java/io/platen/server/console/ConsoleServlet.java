package io.platen.server.console;

import io.platen.server.access.control.Sessions;
import io.platen.server.access.control.Setup;
import io.platen.server.access.entity.Session;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.Viewer;
import io.platen.server.console.view.Words;
import io.platen.server.database.StorageException;
import io.platen.server.fleet.control.FleetQueries;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.fleet.entity.PrinterFilter;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The door of the console: who asks, is the form ours, which page answers, and what becomes of a
 * failure. The pages themselves know nothing of servlets.
 */
@WebServlet({
  "",
  "/overview",
  "/printers",
  "/printers/*",
  "/alerts",
  "/alerts/*",
  "/findings",
  "/findings/*",
  "/alert-rules",
  "/alert-rules/*",
  "/notice-channels",
  "/notice-channels/*",
  "/maintenance",
  "/maintenance/*",
  "/notices",
  "/notices/*",
  "/devices",
  "/devices/*",
  "/policy",
  "/printer-matches",
  "/printer-profiles",
  "/printer-profiles/*",
  "/users",
  "/users/*",
  "/tokens",
  "/tokens/*",
  "/commands/*",
  "/releases",
  "/rollouts",
  "/rollouts/*",
  "/audit",
  "/account",
  "/account/*",
  "/invitation",
  "/setup",
  "/sign-in",
  "/sign-in/*",
  "/sign-out",
  "/profile"
})
@MultipartConfig(
    maxRequestSize = ConsoleServlet.LARGEST_FORM,
    fileSizeThreshold = ConsoleServlet.LARGEST_FORM)
@SuppressWarnings("NullAway.Init")
public class ConsoleServlet extends HttpServlet {
  /** A file of the largest size that a page takes, and the same as text beside it. */
  static final int LARGEST_FORM = 1024 * 1024;

  private static final long serialVersionUID = 1;
  private static final Logger LOG = System.getLogger(ConsoleServlet.class.getName());

  @Inject private transient Instance<Page> pages;
  @Inject private transient Sessions sessions;
  @Inject private transient Setup setup;
  @Inject private transient FleetQueries fleet;
  @Inject private transient OverviewQueries overview;
  @Inject private transient LiveHub live;
  @Inject private transient Templates templates;
  @Inject private transient AssetCatalog assets;
  @Inject private transient InstantSource clock;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SecurityHeaders.on(response);
    response.setHeader("Cache-Control", "no-store");
    request.setCharacterEncoding("UTF-8");
    Words words = words(request, null);
    try {
      Session session = sessions.find(Cookies.session(request)).orElse(null);
      words = words(request, session);
      answer(request, response, session, words);
    } catch (StorageException e) {
      fail(request, response, words, "failure.database", 503, e);
    } catch (RuntimeException e) {
      fail(request, response, words, "failure.server", 500, e);
    }
  }

  private void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Session session,
      Words words)
      throws IOException {
    Visit visit = visit(request, session, words);
    boolean sends = request.getMethod().equals("POST");
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (!sends && !reads) {
      response.setHeader("Allow", "GET, HEAD, POST");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else if (sends && !isOurs(request)) {
      // A form of another site changes nothing here.
      send(request, response, failure(visit, "failure.crossSite", 403, ""));
    } else {
      send(request, response, answer(visit, sends, response));
    }
  }

  private Answer answer(Visit visit, boolean sends, HttpServletResponse response) {
    if (visit.path().isEmpty() || visit.path().equals("/")) {
      return new Answer.Redirect("/overview");
    }
    Optional<Page> found = pages.stream().filter(page -> page.answers(visit.path())).findFirst();
    if (found.isEmpty()) {
      return notFound(visit);
    }
    Page page = found.get();
    if (visit.signedIn() == null && !page.isOpen()) {
      return new Answer.Redirect(way(visit, sends));
    }
    Cookies.keepChoices(visit, response);
    Answer answer = sends ? page.post(visit) : page.get(visit);
    if (answer instanceof Answer.NotFound) {
      return notFound(visit);
    }
    if (answer instanceof Answer.Forbidden forbidden) {
      return failure(visit, "failure.forbidden", 403, forbidden.role());
    }
    return answer;
  }

  /** Where somebody without a session goes: to set-up while nobody can sign in. */
  private String way(Visit visit, boolean sends) {
    if (setup.isNeeded()) {
      return "/setup";
    }
    String back = sends || visit.path().equals("/overview") ? "" : visit.address();
    return back.isEmpty()
        ? "/sign-in"
        : "/sign-in?return=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
  }

  private void send(HttpServletRequest request, HttpServletResponse response, Answer answer)
      throws IOException {
    if (answer instanceof Answer.Redirect redirect) {
      redirect(response, redirect.path());
    } else if (answer instanceof Answer.SignedIn in) {
      Cookies.signIn(response, in.cookie());
      redirect(response, in.path());
    } else if (answer instanceof Answer.SignedOut out) {
      String cookie = Cookies.session(request);
      if (cookie != null) {
        sessions.close(cookie);
      }
      Cookies.signOut(response);
      redirect(response, out.path());
    } else if (answer instanceof Answer.Download download) {
      response.setContentType(download.type());
      response.setHeader("Content-Disposition", "attachment; filename=\"" + download.name() + "\"");
      Bodies.write(request, response, download.content());
    } else if (answer instanceof Answer.Json json) {
      response.setContentType("application/json");
      Bodies.write(request, response, json.content());
    } else if (answer instanceof Answer.Html html) {
      response.setStatus(html.status());
      response.setContentType("text/html; charset=utf-8");
      Bodies.write(request, response, templates.render(html.template(), html.parameters()));
    } else {
      throw new IllegalStateException("No way to send " + answer);
    }
  }

  private static void redirect(HttpServletResponse response, String path) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", path);
  }

  private static Answer notFound(Visit visit) {
    return failure(visit, "failure.notFound", 404, "");
  }

  private static Answer failure(Visit visit, String key, int status, String detail) {
    Words words = visit.words();
    Shell shell = visit.shell(words.t(key), "");
    return new Answer.Html(
        status,
        "failure",
        Map.of(
            "shell", shell,
            "why", words.t(key + ".why"),
            "next", words.t(key + ".next", detail),
            "code", Integer.toString(status)));
  }

  /** The cause goes to the log, its number to the reader. */
  private void fail(
      HttpServletRequest request,
      HttpServletResponse response,
      Words words,
      String key,
      int status,
      RuntimeException cause)
      throws IOException {
    String number = UUID.randomUUID().toString().substring(0, 8);
    LOG.log(Level.ERROR, "Console fault " + number + " at " + request.getRequestURI(), cause);
    Shell shell = new Shell(words.t(key), "", null, words, assets, request.getRequestURI(), "");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("shell", shell);
    parameters.put("why", words.t(key + ".why"));
    parameters.put("next", words.t(key + ".next"));
    parameters.put("code", number);
    send(request, response, new Answer.Html(status, "failure", parameters));
  }

  private Visit visit(HttpServletRequest request, @Nullable Session session, Words words)
      throws IOException {
    String query = request.getQueryString();
    String path = request.getRequestURI();
    String address = query == null ? path : path + "?" + query;
    // Before the page asks for anything, so that no change falls between.
    String cursor = session == null ? "" : live.cursor(session.caller().tenant());
    Map<String, String> fields = Fields.of(request, session != null);
    return new Visit(
        path,
        address,
        fields,
        request.getRemoteAddr(),
        session,
        words,
        frame ->
            new Shell(
                frame.title(),
                frame.nav(),
                viewer(request, session),
                words,
                assets,
                address,
                cursor));
  }

  private @Nullable Viewer viewer(HttpServletRequest request, @Nullable Session session) {
    if (session == null) {
      return null;
    }
    long tenant = session.caller().tenant();
    return Visit.viewer(
        session,
        Cookies.density(request),
        fleet.count(tenant, PrinterFilter.ALL),
        overview.devices(tenant).size());
  }

  private Words words(HttpServletRequest request, @Nullable Session session) {
    return Words.in(Cookies.language(request, session), Cookies.zone(request), clock.instant());
  }

  private static boolean isOurs(HttpServletRequest request) {
    return SameSite.allows(
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Origin"),
        request.getHeader("Host"));
  }
}
