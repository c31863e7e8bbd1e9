package io.platen.server.access.boundary;

import io.platen.server.access.control.Tokens;
import io.platen.server.access.entity.ApiToken;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
   */
  public record TokenRequest(@Nullable String name, @Nullable String role) {}

  /**
   * @param token itself, in the answer to its making only
   */
  public record TokenState(
      String id,
      String name,
      String role,
      String createdBy,
      Instant created,
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
    String name = typed == null || typed.name() == null ? "" : typed.name().strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new InvalidException(
          "name", "It is empty or too long", "1 to " + MAX_NAME + " characters");
    }
    Tokens.Created created = tokens.create(by, name, role(typed == null ? null : typed.role()));
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

  private static Role role(@Nullable String text) {
    for (Role role : Role.values()) {
      if (role.name().equalsIgnoreCase(text == null ? "" : text)) {
        return role;
      }
    }
    throw new InvalidException(
        "role", "'" + text + "' is none of the three", "administrator, operator or viewer");
  }

  private static TokenState state(ApiToken token, @Nullable String secret) {
    return new TokenState(
        Long.toString(token.id()),
        token.name(),
        token.role().name().toLowerCase(Locale.ROOT),
        token.createdBy(),
        token.created(),
        secret);
  }
}
