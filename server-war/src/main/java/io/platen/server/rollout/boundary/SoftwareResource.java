package io.platen.server.rollout.boundary;

import io.platen.protocol.report.UpdateState;
import io.platen.protocol.report.UpdateState.Component;
import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Role;
import io.platen.server.problem.RefusedException;
import io.platen.server.rollout.control.RunningSoftware;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a device runs, by digests that it measured. */
@Path("/devices/{id}/software")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Updates")
public class SoftwareResource {
  @Inject RunningSoftware software;
  @Inject CurrentCaller caller;

  /**
   * @param until null where it runs
   */
  public record ComponentJson(
      String component,
      @Nullable String version,
      int counter,
      @Nullable String sha256,
      String slot,
      Instant since,
      @Nullable Instant until) {

    static ComponentJson of(RunningSoftware.Span span) {
      Component component = span.component();
      return new ComponentJson(
          component.name().token(),
          component.version(),
          component.counter(),
          component.sha256(),
          String.valueOf(component.slot()),
          span.since(),
          span.until());
    }
  }

  public record AttemptJson(
      String release,
      String stage,
      @Nullable String component,
      @Nullable Long done,
      @Nullable Long size,
      @Nullable String waits) {}

  public record ResultJson(String release, String outcome, @Nullable String reason, Instant at) {}

  /**
   * @param history what runs and what ran, the newest first
   */
  public record SoftwareJson(
      String repository,
      String hardware,
      int revision,
      @Nullable AttemptJson attempt,
      @Nullable ResultJson result,
      List<ComponentJson> history) {}

  @GET
  @Operation(
      summary = "What a device runs and ran, and how its update is",
      description = "404 for a device that has never said what it runs.")
  public SoftwareJson get(@PathParam("id") String id) {
    long tenant = caller.as(Role.VIEWER).tenant();
    UUID device = uuid(id);
    UpdateState state =
        software
            .find(tenant, device)
            .orElseThrow(() -> RefusedException.notFound("software of device " + id));
    return new SoftwareJson(
        state.repository(),
        state.hardware(),
        state.revision(),
        attempt(state.attempt()),
        result(state.result()),
        software.history(tenant, device).stream().map(ComponentJson::of).toList());
  }

  private static @Nullable AttemptJson attempt(UpdateState.@Nullable Attempt attempt) {
    return attempt == null
        ? null
        : new AttemptJson(
            attempt.release(),
            RolloutJson.token(attempt.stage()),
            attempt.component() == null ? null : attempt.component().token(),
            attempt.done(),
            attempt.of(),
            attempt.waits());
  }

  private static @Nullable ResultJson result(UpdateState.@Nullable Result result) {
    return result == null
        ? null
        : new ResultJson(
            result.release(), RolloutJson.token(result.outcome()), result.reason(), result.at());
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw RefusedException.notFound("device " + id);
    }
  }
}
