package io.platen.server.fleet.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Role;
import io.platen.server.fleet.boundary.PrinterJson.AlertJson;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.fleet.entity.Overview;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What needs a person today. */
@Path("/overview")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fleet")
public class OverviewResource {
  @Inject OverviewQueries overview;
  @Inject CurrentCaller caller;

  public record OverviewJson(
      Map<String, Long> printers,
      Map<String, Long> devices,
      long suppliesLow,
      List<Long> reportsByHour,
      List<AlertJson> latestAlerts) {}

  @GET
  @Operation(summary = "Counts of printers and devices by state, and the newest open alerts")
  public OverviewJson get() {
    Overview found = overview.overview(caller.as(Role.VIEWER).tenant());
    return new OverviewJson(
        words(found.printers()),
        words(found.devices()),
        found.suppliesLow(),
        found.reportsByHour(),
        found.latest().stream().map(AlertJson::of).toList());
  }

  private static Map<String, Long> words(Map<? extends Enum<?>, Long> counts) {
    Map<String, Long> words = new TreeMap<>();
    counts.forEach((key, count) -> words.put(PrinterJson.word(key), count));
    return words;
  }
}
