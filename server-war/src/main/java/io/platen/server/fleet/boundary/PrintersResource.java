package io.platen.server.fleet.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.fleet.control.FleetQueries;
import io.platen.server.fleet.control.MeterHistory;
import io.platen.server.fleet.entity.MeterSeries;
import io.platen.server.fleet.entity.Page;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterFilter;
import io.platen.server.fleet.entity.PrinterHealth;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Printers of the tenant. */
@Path("/printers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fleet")
public class PrintersResource {
  private static final Duration DEFAULT_RANGE = Duration.ofDays(30);

  @Inject FleetQueries fleet;
  @Inject MeterHistory meters;
  @Inject CurrentCaller caller;
  @Inject InstantSource clock;

  public record PrinterList(List<PrinterJson> items, @Nullable String next) {}

  /**
   * @param usage what was counted in the range; a reset counts nothing
   */
  public record SeriesJson(
      String name,
      @Nullable String marker,
      String unit,
      @Nullable String label,
      long usage,
      List<MeterSeries.Point> points) {}

  public record SeriesList(List<SeriesJson> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists printers with all that was last read")
  public PrinterList list(
      @Parameter(description = "Text in maker, model, serial, address, name, location, asset")
          @QueryParam("q")
          @Nullable String q,
      @Parameter(description = "ok, attention, problem, silent or unknown") @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "A device's id") @QueryParam("device") @Nullable String device,
      @QueryParam("vendor") @Nullable String vendor,
      @Parameter(description = "id, name, health or age") @QueryParam("sort") @DefaultValue("id")
          String sort,
      @Parameter(description = "1 to 200") @QueryParam("limit") @DefaultValue("50") int limit,
      @Parameter(description = "'next' of the page before") @QueryParam("cursor")
          @Nullable String cursor) {
    Caller by = caller.as(Role.VIEWER);
    PrinterFilter filter =
        new PrinterFilter(
            q,
            state == null ? null : Choices.of(PrinterHealth.class, "state", state),
            device == null ? null : device(device),
            vendor,
            Choices.of(PrinterFilter.Sort.class, "sort", sort));
    Page<Printer> page = Choices.page(() -> fleet.printers(by.tenant(), filter, cursor, limit));
    return new PrinterList(page.items().stream().map(PrinterJson::of).toList(), page.next());
  }

  private static UUID device(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidException("device", "'" + text + "' is no device's id", "a UUID");
    }
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One printer")
  public PrinterJson get(@PathParam("id") String id) {
    return PrinterJson.of(find(caller.as(Role.VIEWER), id));
  }

  @GET
  @Path("/{id}/meters")
  @Operation(summary = "Readings of a printer's meters, at most 800 a meter")
  public SeriesList meters(
      @PathParam("id") String id,
      @Parameter(description = "Start, 2026-11-22T00:00:00Z; 30 days ago when missing")
          @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "End, not included; now when missing") @QueryParam("to")
          @Nullable String to,
      @Parameter(description = "Name of a meter; all when missing") @QueryParam("name")
          @Nullable String name) {
    Caller by = caller.as(Role.VIEWER);
    Printer printer = find(by, id);
    Instant end = to == null ? clock.instant() : Choices.time("to", to);
    Instant start = from == null ? end.minus(DEFAULT_RANGE) : Choices.time("from", from);
    return new SeriesList(
        meters.series(by.tenant(), printer.id(), name, start, end).stream()
            .map(
                series ->
                    new SeriesJson(
                        series.name(),
                        series.marker(),
                        series.unit(),
                        series.label(),
                        series.usage(),
                        series.points()))
            .toList(),
        null);
  }

  private Printer find(Caller by, String id) {
    try {
      return fleet
          .printer(by.tenant(), Long.parseLong(id))
          .orElseThrow(() -> RefusedException.notFound("printer " + id));
    } catch (NumberFormatException e) {
      throw RefusedException.notFound("printer " + id);
    }
  }
}
