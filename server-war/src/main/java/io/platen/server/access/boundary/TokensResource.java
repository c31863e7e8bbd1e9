package io.platen.server.access.boundary;

import io.platen.server.access.control.Tokens;
import io.platen.server.access.entity.ApiToken;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.TokenScope;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** API tokens of the tenant. */
@Path("/tokens")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class TokensResource {
  private static final int MAX_NAME = 100;

  @Inject Tokens tokens;
  @Inject CurrentCaller caller;

  /**
   * @param role administrator, operator or viewer
   * @param days until it ends: 1 to 366; 90 where it is left out
   * @param scope releases: it may publish releases and do nothing else; left out: all that its role
   *     may
   */
  public record TokenRequest(
      @Nullable String name,
      @Nullable String role,
      @Nullable Integer days,
      @Nullable String scope) {}

  /**
   * @param expires null for a token of a server before tokens ended
   * @param lastUsed to the minute
   * @param scope null: all that its role may
   * @param token itself, in the answer to its making only
   */
  public record TokenState(
      String id,
      String name,
      String role,
      String createdBy,
      Instant created,
      @Nullable Instant expires,
      @Nullable Instant lastUsed,
      @Nullable String scope,
      @Nullable String token) {}

  public record TokenList(List<TokenState> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists tokens, without what they are")
  public TokenList list() {
    return new TokenList(
        tokens.list(caller.as(Role.ADMINISTRATOR)).stream()
            .map(token -> state(token, null))
            .toList(),
        null);
  }

  @POST
  @Operation(summary = "Makes a token; the answer is the only place that shows it")
  public Response create(@Nullable TokenRequest typed) {
    Caller by = caller.as(Role.ADMINISTRATOR);
    if (typed == null) {
      throw new InvalidException("body", "It is empty", "name, role, days");
    }
    String name = typed.name() == null ? "" : typed.name().strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new InvalidException(
          "name", "It is empty or too long", "1 to " + MAX_NAME + " characters");
    }
    Tokens.Created created =
        tokens.create(
            by, name, RoleName.read(typed.role()), life(typed.days()), scope(typed.scope()));
    return Response.status(Response.Status.CREATED)
        .entity(state(created.token(), created.secret()))
        .build();
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Revokes a token; its next call is refused")
  public void revoke(@PathParam("id") long id) {
    if (!tokens.revoke(caller.as(Role.ADMINISTRATOR), id)) {
      throw RefusedException.notFound("token " + id);
    }
  }

  private static Duration life(@Nullable Integer days) {
    if (days == null) {
      return Tokens.LIFE;
    }
    long longest = Tokens.LONGEST_LIFE.toDays();
    if (days < 1 || days > longest) {
      throw new InvalidException("days", days + " is too few or too many", "1 to " + longest);
    }
    return Duration.ofDays(days);
  }

  private static Optional<TokenScope> scope(@Nullable String typed) {
    if (typed == null) {
      return Optional.empty();
    }
    return Optional.of(
        TokenScope.find(typed)
            .orElseThrow(() -> new InvalidException("scope", typed + " is no scope", "releases")));
  }

  private static TokenState state(ApiToken token, @Nullable String secret) {
    return new TokenState(
        Long.toString(token.id()),
        token.name(),
        token.role().name().toLowerCase(Locale.ROOT),
        token.createdBy(),
        token.created(),
        token.expires(),
        token.lastUsed(),
        token.scope().map(TokenScope::token).orElse(null),
        secret);
  }
}
