package io.platen.server.access.boundary;

import io.platen.server.access.control.Setup;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The first tenant and administrator. */
@Path("/setup")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class SetupResource {
  @Inject Setup setup;

  /**
   * @param token from the file setup-token in the server's data folder
   */
  public record SetupRequest(
      @Nullable String token,
      @Nullable String tenant,
      @Nullable String user,
      @Nullable String password) {}

  public record SetupResponse(String apiToken) {}

  public record SetupState(boolean needed) {}

  @GET
  @Operation(summary = "Whether the server waits for its first administrator")
  public SetupState state() {
    return new SetupState(setup.isNeeded());
  }

  @POST
  @Operation(summary = "Makes the first tenant and its administrator, once")
  public SetupResponse run(@Nullable SetupRequest typed) {
    if (typed == null) {
      throw new InvalidException("body", "It is empty", "token, tenant, user, password");
    }
    Setup.Outcome outcome =
        setup.run(
            orEmpty(typed.token()),
            orEmpty(typed.tenant()),
            orEmpty(typed.user()),
            orEmpty(typed.password()));
    if (outcome instanceof Setup.Done done) {
      return new SetupResponse(done.apiToken());
    }
    if (outcome instanceof Setup.Invalid invalid) {
      throw new InvalidException(invalid.field(), invalid.reason(), "see the reason");
    }
    if (outcome instanceof Setup.WrongToken) {
      throw new RefusedException(
          403, "The setup token is wrong; it is in the file setup-token of the server's folder");
    }
    throw new RefusedException(409, "The server is set up already; sign in instead");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
