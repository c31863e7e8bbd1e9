package io.platen.server.access.boundary;

import io.platen.server.access.control.OwnPassword;
import io.platen.server.access.control.Sessions;
import io.platen.server.access.control.SignIn;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.Session;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signing in and out with a name and a password. */
@Path("/session")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class SessionResource {
  @Inject SignIn signIn;
  @Inject Sessions sessions;
  @Inject OwnPassword ownPassword;
  @Inject CurrentCaller caller;

  public record SignInRequest(@Nullable String user, @Nullable String password) {}

  /**
   * @param csrf goes along with each change, in the header X-Platen-Csrf
   */
  public record SessionState(String user, String tenant, String role, String csrf) {}

  @POST
  @Operation(summary = "Signs in; the session is a cookie")
  public Response open(@Nullable SignInRequest typed, @Context HttpServletRequest request) {
    String user = typed == null || typed.user() == null ? "" : typed.user();
    String password = typed == null || typed.password() == null ? "" : typed.password();
    SignIn.Outcome outcome = signIn.attempt(user, password, request.getRemoteAddr());
    if (outcome instanceof SignIn.Welcome welcome) {
      return Response.ok(state(sessions.find(welcome.cookie()).orElseThrow()))
          .cookie(cookie(welcome.cookie()))
          .build();
    }
    if (outcome instanceof SignIn.TooMany tooMany) {
      throw tooMany(tooMany.retryAfter());
    }
    throw new RefusedException(403, "The name or the password is wrong");
  }

  /**
   * @param old the password before
   */
  public record PasswordRequest(@Nullable String old, @Nullable String password) {}

  @PUT
  @Path("/password")
  @Operation(
      summary = "Changes one's password; every other session ends, this one gets a new cookie")
  public Response change(@Nullable PasswordRequest typed, @Context HttpServletRequest request) {
    caller.as(Role.VIEWER);
    Session session =
        caller
            .sessionCookie()
            .flatMap(sessions::find)
            .orElseThrow(() -> new RefusedException(403, "A token has no password; sign in"));
    String old = typed == null || typed.old() == null ? "" : typed.old();
    String password = typed == null || typed.password() == null ? "" : typed.password();
    OwnPassword.Outcome outcome =
        ownPassword.change(session, old, password, request.getRemoteAddr());
    if (outcome instanceof OwnPassword.Set set) {
      return Response.ok(state(sessions.find(set.cookie()).orElseThrow()))
          .cookie(cookie(set.cookie()))
          .build();
    }
    if (outcome instanceof OwnPassword.Weak weak) {
      throw new InvalidException("password", weak.rule().reason(), "another password");
    }
    if (outcome instanceof OwnPassword.TooMany tooMany) {
      throw tooMany(tooMany.retryAfter());
    }
    throw new RefusedException(403, "The old password is wrong");
  }

  private static RefusedException tooMany(Duration wait) {
    return new RefusedException(429, "Too many tries; wait a little", wait.toSeconds() + 1);
  }

  @GET
  @Operation(summary = "Who is signed in")
  public SessionState get() {
    caller.as(Role.VIEWER);
    return caller
        .sessionCookie()
        .flatMap(sessions::find)
        .map(SessionResource::state)
        .orElseThrow(() -> RefusedException.notFound("session; the call came by token"));
  }

  @DELETE
  @Operation(summary = "Signs out")
  public void close() {
    caller.as(Role.VIEWER);
    caller.sessionCookie().ifPresent(sessions::close);
  }

  private static SessionState state(Session session) {
    return new SessionState(
        session.caller().name(),
        session.tenantName(),
        session.caller().role().name(),
        session.csrf());
  }

  private static NewCookie cookie(String value) {
    return new NewCookie.Builder(Sessions.COOKIE)
        .value(value)
        .path("/")
        .secure(true)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }
}
