package io.platen.server.fleet.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.fleet.control.FleetQueries;
import io.platen.server.fleet.control.Merges;
import io.platen.server.fleet.control.PrinterMatches;
import io.platen.server.fleet.entity.PrinterMatch;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Printers that may be one, and what becomes of them. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Fleet")
public class MergesResource {
  @Inject PrinterMatches matches;
  @Inject Merges merges;
  @Inject FleetQueries fleet;
  @Inject CurrentCaller caller;

  /**
   * @param score 40 and more is suggested
   * @param evidence e.g. serial-and-maker, mac, other-serial
   */
  public record MatchJson(int score, List<String> evidence, List<PrinterJson> printers) {
    static MatchJson of(PrinterMatch match) {
      return new MatchJson(
          match.score(),
          match.evidence().stream().map(PrinterJson::word).sorted().toList(),
          List.of(PrinterJson.of(match.one()), PrinterJson.of(match.other())));
    }
  }

  public record MatchList(List<MatchJson> items, @Nullable String next) {}

  /**
   * @param printer the other printer's id
   */
  public record Other(@Nullable String printer) {}

  @GET
  @Path("/printer-matches")
  @Operation(
      summary = "Lists printers that may be one",
      description = "The strongest first. Nothing is merged but by people.")
  public MatchList list() {
    long tenant = caller.as(Role.VIEWER).tenant();
    return new MatchList(matches.suggested(tenant).stream().map(MatchJson::of).toList(), null);
  }

  @POST
  @Path("/printers/{id}/merge")
  @Operation(
      summary = "Makes one printer of two",
      description =
          "Body: {\"printer\": the other one's id}. This one's id stays; the other's leads to it."
              + " History is joined, and reports for either go to it. A split undoes it.")
  public PrinterJson merge(@PathParam("id") String id, @Nullable Other other) {
    Caller by = caller.as(Role.OPERATOR);
    long stays = merges.merge(by, number(id), other(other));
    return get(by, stays);
  }

  @POST
  @Path("/printers/{id}/split")
  @Operation(
      summary = "Takes a key out of a merged printer",
      description =
          "Body: {\"printer\": the id of one of its members}. That one is a printer of its own again"
              + " with its own history. Answers with it.")
  public PrinterJson split(@PathParam("id") String id, @Nullable Other other) {
    Caller by = caller.as(Role.OPERATOR);
    long member = other(other);
    boolean belongs =
        fleet
            .printer(by.tenant(), number(id))
            .filter(printer -> printer.members().stream().anyMatch(each -> each.id() == member))
            .isPresent();
    if (!belongs) {
      throw RefusedException.notFound("member " + member + " of printer " + id);
    }
    merges.split(by, member);
    return get(by, member);
  }

  @POST
  @Path("/printers/{id}/keep-apart")
  @Operation(
      summary = "Says that two printers are two",
      description = "Body: {\"printer\": the other one's id}. They are suggested no more.")
  public void keepApart(@PathParam("id") String id, @Nullable Other other) {
    matches.keepApart(caller.as(Role.OPERATOR), number(id), other(other));
  }

  private PrinterJson get(Caller by, long id) {
    return fleet
        .printer(by.tenant(), id)
        .map(PrinterJson::of)
        .orElseThrow(() -> RefusedException.notFound("printer " + id));
  }

  private static long other(@Nullable Other other) {
    String id = other == null ? null : other.printer();
    if (id == null) {
      throw new InvalidException("printer", "It is missing", "a printer's id");
    }
    return number(id);
  }

  private static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw RefusedException.notFound("printer " + id);
    }
  }
}
