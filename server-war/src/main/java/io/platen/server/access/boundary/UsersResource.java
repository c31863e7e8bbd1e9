package io.platen.server.access.boundary;

import io.platen.server.access.control.Invitations;
import io.platen.server.access.control.Users;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.UserAccount;
import io.platen.server.problem.InvalidException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** Users of the tenant. */
@Path("/users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class UsersResource {
  @Inject Users users;
  @Inject CurrentCaller caller;

  /**
   * @param user the name to sign in with
   * @param role administrator, operator or viewer
   */
  public record UserRequest(@Nullable String user, @Nullable String role) {}

  public record RoleRequest(@Nullable String role) {}

  /**
   * @param invited whether the user has yet to set a password
   */
  public record UserState(
      String id,
      String user,
      String role,
      Instant created,
      @Nullable Instant lastSignIn,
      boolean invited) {}

  public record UserList(List<UserState> items, @Nullable String next) {}

  /**
   * @param path of the page that sets the password, once; on the console's address
   */
  public record InvitationState(String id, String user, String path, Instant expires) {}

  @GET
  @Operation(summary = "Lists the users")
  public UserList list() {
    return new UserList(
        users.list(caller.as(Role.ADMINISTRATOR)).stream().map(UsersResource::state).toList(),
        null);
  }

  @POST
  @Operation(summary = "Makes a user; the answer is the only place that shows the invitation")
  public Response create(@Nullable UserRequest typed) {
    Caller by = caller.as(Role.ADMINISTRATOR);
    if (typed == null || typed.user() == null) {
      throw new InvalidException("user", "It is empty", "a name to sign in with");
    }
    Invitations.Invited invited = users.create(by, typed.user(), RoleName.read(typed.role()));
    return Response.status(Response.Status.CREATED).entity(state(invited)).build();
  }

  @PUT
  @Path("/{id}/role")
  @Operation(summary = "Gives a user another role, from the next request on")
  public void setRole(@PathParam("id") long id, @Nullable RoleRequest typed) {
    Caller by = caller.as(Role.ADMINISTRATOR);
    users.setRole(by, id, RoleName.read(typed == null ? null : typed.role()));
  }

  @POST
  @Path("/{id}/invitation")
  @Operation(summary = "Ends a user's password and sessions, and makes a link to set another")
  public InvitationState invite(@PathParam("id") long id) {
    return state(users.invite(caller.as(Role.ADMINISTRATOR), id));
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Removes a user, with their sessions and the tokens that they made")
  public void remove(@PathParam("id") long id) {
    users.remove(caller.as(Role.ADMINISTRATOR), id);
  }

  private static UserState state(UserAccount user) {
    return new UserState(
        Long.toString(user.id()),
        user.login(),
        user.role().name().toLowerCase(Locale.ROOT),
        user.created(),
        user.lastSignIn(),
        user.isInvited());
  }

  private static InvitationState state(Invitations.Invited invited) {
    return new InvitationState(
        Long.toString(invited.id()), invited.login(), invited.path(), invited.expires());
  }
}
