package io.platen.server.rollout.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.JsonProblemMapper;
import io.platen.server.problem.RefusedException;
import io.platen.server.rollout.boundary.RolloutJson.DecisionJson;
import io.platen.server.rollout.boundary.RolloutJson.MemberJson;
import io.platen.server.rollout.boundary.RolloutJson.RolloutState;
import io.platen.server.rollout.control.Plan;
import io.platen.server.rollout.control.PlanReader;
import io.platen.server.rollout.control.Rollout;
import io.platen.server.rollout.control.Rollouts;
import io.platen.server.rollout.control.Rollouts.Action;
import io.platen.server.rollout.control.Standing;
import io.platen.server.rollout.control.TypedPlan;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Releases on their way to devices. Who operates may brake; an administrator lets go. */
@Path("/rollouts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Updates")
public class RolloutsResource {
  @Inject Rollouts rollouts;
  @Inject CurrentCaller caller;

  public record RolloutList(List<RolloutState> items, @Nullable String next) {}

  public record MemberList(List<MemberJson> items, @Nullable String next) {}

  public record DecisionList(List<DecisionJson> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists rollouts, the newest first")
  public RolloutList list() {
    long tenant = caller.as(Role.VIEWER).tenant();
    return new RolloutList(rollouts.list(tenant).stream().map(RolloutJson::of).toList(), null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Begins a rollout, or says what it would do",
      description =
          "With dryRun=true nothing is stored: the answer says which devices would be in, and why"
              + " the others would not. name, repository, hardware and release are needed; what"
              + " else is left out is as by default: waves of 10 devices, 10 %, 50 % and the rest;"
              + " gates of 95 % confirmed, PT4H of soaking, a pause at more than 5 % bad and a stop"
              + " at more than 20 % of 5 devices at the least, silent after 4 times at which a"
              + " device was due; deadline P7D from when a device is told. A wave has devices or"
              + " percent (up to so many of all); the last one has neither, and takes the rest."
              + " selection.name is a part of devices' names, selection.runsVersion what a"
              + " component of theirs runs, selection.devices their ids. window is in local time"
              + " of an IANA zone. Needs an administrator; a dry run, an operator.")
  @APIResponse(responseCode = "201", description = "It runs; the first wave is told within seconds")
  @APIResponse(responseCode = "200", description = "What it would do")
  @APIResponse(
      responseCode = "422",
      description = "Nothing was stored; errors names each field with what it may be",
      content = @Content(mediaType = JsonProblemMapper.MEDIA_TYPE))
  public Response create(@QueryParam("dryRun") boolean dryRun, @Nullable TypedPlan typed) {
    Caller by = caller.as(dryRun ? Role.OPERATOR : Role.ADMINISTRATOR);
    if (typed == null) {
      throw new InvalidException(
          "rollout", "The body is empty", "name, repository, hardware and release");
    }
    Plan plan = PlanReader.read(typed);
    if (dryRun) {
      return Response.ok(RolloutJson.of(rollouts.dryRun(by.tenant(), plan))).build();
    }
    Rollout made = rollouts.create(by, plan);
    return Response.status(Response.Status.CREATED)
        .entity(RolloutJson.of(rollouts.get(by.tenant(), made.id())))
        .build();
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One rollout with its waves")
  public RolloutState get(@PathParam("id") String id) {
    return RolloutJson.of(rollouts.get(caller.as(Role.VIEWER).tenant(), uuid(id)));
  }

  @GET
  @Path("/{id}/devices")
  @Operation(
      summary = "The devices of a rollout in their order",
      description = "Those of one standing with standing=, such as rolled-back; 1000 at most.")
  public MemberList devices(
      @PathParam("id") String id, @QueryParam("standing") @Nullable String standing) {
    long tenant = caller.as(Role.VIEWER).tenant();
    Rollout rollout = rollouts.get(tenant, uuid(id)).rollout();
    return new MemberList(
        rollouts.members(rollout, standing(standing)).stream().map(RolloutJson::of).toList(), null);
  }

  private static @Nullable Standing standing(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      return null;
    }
    return Arrays.stream(Standing.values())
        .filter(each -> RolloutJson.token(each).equals(token))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidException(
                    "standing",
                    "There is no such standing",
                    String.join(
                        ", ", Arrays.stream(Standing.values()).map(RolloutJson::token).toList())));
  }

  @GET
  @Path("/{id}/decisions")
  @Operation(summary = "What people and the rules decided, the newest first")
  public DecisionList decisions(@PathParam("id") String id) {
    long tenant = caller.as(Role.VIEWER).tenant();
    UUID rollout = rollouts.get(tenant, uuid(id)).rollout().id();
    return new DecisionList(
        rollouts.decisions(tenant, rollout).stream().map(RolloutJson::of).toList(), null);
  }

  @POST
  @Path("/{id}/pause")
  @Operation(
      summary = "Pauses a rollout",
      description =
          "No device more is told; those that were told go on. Needs an operator. 409 where it does"
              + " not run.")
  public RolloutState pause(@PathParam("id") String id) {
    return act(Role.OPERATOR, id, Action.PAUSE);
  }

  @POST
  @Path("/{id}/resume")
  @Operation(
      summary = "Lets a paused rollout go on",
      description =
          "The bad ends so far have been seen then, and count no more. Needs an administrator.")
  public RolloutState resume(@PathParam("id") String id) {
    return act(Role.ADMINISTRATOR, id, Action.RESUME);
  }

  @POST
  @Path("/{id}/stop")
  @Operation(
      summary = "Ends a rollout",
      description =
          "For good: no device more is told; those that have begun go on to their end. Needs an"
              + " operator.")
  public RolloutState stop(@PathParam("id") String id) {
    return act(Role.OPERATOR, id, Action.STOP);
  }

  @POST
  @Path("/{id}/cancel")
  @Operation(
      summary = "Ends a rollout and takes the release back",
      description =
          "For good: devices that have not armed it yet are told to give it up. Needs an operator.")
  public RolloutState cancel(@PathParam("id") String id) {
    return act(Role.OPERATOR, id, Action.CANCEL);
  }

  private RolloutState act(Role least, String id, Action action) {
    Caller by = caller.as(least);
    rollouts.act(by, uuid(id), action);
    return RolloutJson.of(rollouts.get(by.tenant(), uuid(id)));
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw RefusedException.notFound("rollout " + id);
    }
  }
}
