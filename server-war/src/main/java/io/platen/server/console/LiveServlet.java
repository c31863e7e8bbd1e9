package io.platen.server.console;

import io.platen.server.access.control.Sessions;
import io.platen.server.access.entity.Session;
import io.platen.server.database.StorageException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events: tells pages which of their parts to fetch again, and nothing else, so that
 * rights and escaping stay with the pages.
 */
@WebServlet(urlPatterns = "/events", asyncSupported = true)
@SuppressWarnings("NullAway.Init")
public class LiveServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = System.getLogger(LiveServlet.class.getName());
  private static final Pattern TOPIC = Pattern.compile("[a-z]{1,20}(:[A-Za-z0-9-]{1,40})?");
  private static final int MOST_TOPICS = 20;

  @Inject private transient Sessions sessions;
  @Inject private transient LiveHub hub;
  @Inject private transient InstantSource clock;

  @Resource private transient ManagedScheduledExecutorService executor;

  private transient @Nullable ScheduledFuture<?> ticks;

  @Override
  public void init() {
    ticks = executor.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void destroy() {
    if (ticks != null) {
      ticks.cancel(false);
    }
    hub.closeAll();
  }

  private void tick() {
    try {
      hub.tick();
    } catch (RuntimeException e) {
      // The next tick tries again; an exception would end the ticks for ever.
      LOG.log(Level.WARNING, "Live pages could not be told of changes", e);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SecurityHeaders.on(response);
    response.setHeader("Cache-Control", "no-store");
    Optional<Session> session;
    try {
      session = sessions.find(Cookies.session(request));
    } catch (StorageException e) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    if (session.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    Set<String> topics = topics(request.getParameter("topics"));
    if (topics.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    open(request, response, session.get(), topics);
  }

  private void open(
      HttpServletRequest request, HttpServletResponse response, Session session, Set<String> topics)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    // Proxies that collect answers before they pass them on would hold the events back.
    response.setHeader("X-Accel-Buffering", "no");
    long tenant = session.caller().tenant();
    String last = request.getHeader("Last-Event-ID");
    String since = last == null ? request.getParameter("since") : last;
    AsyncContext async = request.startAsync();
    // The stream ends by its own clock.
    async.setTimeout(0);
    ServletOutputStream out = response.getOutputStream();
    LiveClient client =
        new LiveClient(
            session.caller().name(),
            topics,
            out,
            async::complete,
            clock.instant(),
            hub.cursor(tenant));
    if (!hub.join(tenant, client, since)) {
      response.setStatus(429);
      response.setHeader("Retry-After", "60");
      client.finish();
      return;
    }
    out.setWriteListener(client);
  }

  private static Set<String> topics(@Nullable String list) {
    if (list == null) {
      return Set.of();
    }
    return Arrays.stream(list.split(",", -1))
        .filter(topic -> TOPIC.matcher(topic).matches())
        .limit(MOST_TOPICS)
        .collect(Collectors.toSet());
  }
}
