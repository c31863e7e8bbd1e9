package io.platen.server.access.boundary;

import io.platen.server.access.control.Sessions;
import io.platen.server.access.control.Tokens;
import io.platen.server.access.entity.ApiToken;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Session;
import io.platen.server.problem.RefusedException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, by API token or by the console's session. */
@RequestScoped
@Priority(Priorities.AUTHENTICATION)
public class Authentication implements ContainerRequestFilter {
  private static final String BEARER = "bearer ";

  /** The two ways in, and nothing else. */
  private static final Set<String> OPEN = Set.of("POST setup", "GET setup", "POST session");

  private static final Set<String> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  @Inject Tokens tokens;
  @Inject Sessions sessions;
  @Inject CurrentCaller current;

  @Override
  public void filter(ContainerRequestContext request) {
    if (OPEN.contains(
        request.getMethod() + " " + request.getUriInfo().getPath().replace("/", ""))) {
      return;
    }
    String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    current.set(
        authorization == null ? bySession(request) : byToken(authorization, request),
        cookie(request));
  }

  private Caller byToken(String authorization, ContainerRequestContext request) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw unauthorized("Authorization must be 'Bearer plt_...'");
    }
    ApiToken token =
        tokens
            .token(authorization.substring(BEARER.length()).strip())
            .orElseThrow(() -> unauthorized("The API token is not known, or was revoked"));
    if (token.scope().filter(scope -> !scope.covers(request.getUriInfo().getPath())).isPresent()) {
      throw new RefusedException(
          403, "This token is for " + token.scope().orElseThrow().token() + " only");
    }
    return token.caller();
  }

  private Caller bySession(ContainerRequestContext request) {
    Optional<Session> found = sessions.find(cookie(request));
    Session session =
        found.orElseThrow(
            () -> unauthorized("Send an API token as 'Authorization: Bearer plt_...'"));
    // A browser sends the cookie whoever made the page; only our own pages know this value.
    if (!SAFE.contains(request.getMethod())
        && !isSame(session.csrf(), request.getHeaderString(Sessions.CSRF_HEADER))) {
      throw new RefusedException(
          403, "A change by session needs its value in the header " + Sessions.CSRF_HEADER);
    }
    return session.caller();
  }

  private static @Nullable String cookie(ContainerRequestContext request) {
    Cookie cookie = request.getCookies().get(Sessions.COOKIE);
    return cookie == null ? null : cookie.getValue();
  }

  private static boolean isSame(String expected, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static RefusedException unauthorized(String detail) {
    return new RefusedException(401, detail);
  }
}
