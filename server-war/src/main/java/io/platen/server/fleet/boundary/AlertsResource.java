package io.platen.server.fleet.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.fleet.boundary.PrinterJson.AlertJson;
import io.platen.server.fleet.control.FleetQueries;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Alerts of the tenant's printers as read. */
@Path("/alerts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fleet")
public class AlertsResource {
  @Inject FleetQueries fleet;
  @Inject CurrentCaller caller;

  public record AlertList(List<AlertJson> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists alerts, the newest first")
  public AlertList list(
      @Parameter(description = "Only those that are open")
          @QueryParam("open")
          @DefaultValue("false")
          boolean open,
      @Parameter(description = "A printer's id") @QueryParam("printer") @Nullable Long printer,
      @Parameter(description = "1 to 200") @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Caller by = caller.as(Role.VIEWER);
    var page = Choices.page(() -> fleet.alerts(by.tenant(), open, printer, cursor, limit));
    return new AlertList(page.items().stream().map(AlertJson::of).toList(), page.next());
  }
}
