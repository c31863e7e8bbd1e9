package io.platen.server.fleet.boundary;

import io.platen.protocol.report.Obstacle;
import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.fleet.control.DeviceObstacles;
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

/** What has kept a device from its hosts, as read. */
@Path("/devices/{id}/obstacles")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fleet")
public class ObstaclesResource {
  @Inject DeviceObstacles obstacles;
  @Inject CurrentCaller caller;

  public record ObstacleJson(
      String host,
      String kind,
      @Nullable String issuer,
      @Nullable String key,
      Instant first,
      Instant last,
      long times) {
    static ObstacleJson of(Obstacle each) {
      return new ObstacleJson(
          each.host(),
          each.kind(),
          each.issuer(),
          each.key(),
          each.first(),
          each.last(),
          each.times());
    }
  }

  public record ObstacleList(List<ObstacleJson> items, @Nullable String next) {}

  @GET
  @Operation(
      summary = "Lists what has kept a device from its hosts, the latest first",
      description =
          "Interceptors of TLS with their names, captive portals, wrong clocks; kinds are those of"
              + " the registry of obstacles. Nothing for a device that there is not.")
  public ObstacleList list(@PathParam("id") UUID id) {
    Caller by = caller.as(Role.VIEWER);
    return new ObstacleList(
        obstacles.of(by.tenant(), id).stream().map(ObstacleJson::of).toList(), null);
  }
}
