package io.platen.server.fleet.boundary;

import io.platen.protocol.printer.PrinterAlert;
import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.fleet.boundary.AlertWordsJson.CommentRequest;
import io.platen.server.fleet.boundary.AlertWordsJson.MuteRequest;
import io.platen.server.fleet.boundary.AlertWordsJson.WordJson;
import io.platen.server.fleet.boundary.PrinterJson.AlertJson;
import io.platen.server.fleet.control.AlertQueries;
import io.platen.server.fleet.control.AlertWords;
import io.platen.server.fleet.control.AlertWords.Thing;
import io.platen.server.fleet.entity.AlertEvent;
import io.platen.server.fleet.entity.AlertFilter;
import io.platen.server.fleet.entity.StoredAlert;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Alerts of the tenant's printers as read, and what became of each. */
@Path("/alerts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fleet")
public class AlertsResource {
  @Inject AlertQueries alerts;
  @Inject AlertWords words;
  @Inject CurrentCaller caller;

  public record AlertList(List<AlertJson> items, @Nullable String next) {}

  /**
   * One alert with its life, the oldest first.
   *
   * @param words what people did about it
   */
  public record AlertLife(
      AlertJson alert,
      List<EventJson> events,
      @Nullable String acknowledgedBy,
      @Nullable Instant mutedUntil,
      List<WordJson> words) {}

  /**
   * @param kind raised, changed or cleared
   * @param at when the printer was read
   * @param traps how many were the reason to read it; 0 where it was its turn
   */
  public record EventJson(
      String kind, Instant at, String severity, @Nullable String description, long traps) {
    static EventJson of(AlertEvent event) {
      return new EventJson(
          PrinterJson.word(event.kind()),
          event.at(),
          PrinterJson.word(event.severity()),
          event.description(),
          event.traps());
    }
  }

  /** Which alerts. */
  public static class Wanted {
    @Parameter(description = "Only those that are open")
    @QueryParam("open")
    @DefaultValue("false")
    boolean open;

    @Parameter(description = "open or cleared; both without it")
    @QueryParam("state")
    @Nullable String state;

    @Parameter(description = "critical, warning or other")
    @QueryParam("severity")
    @Nullable String severity;

    @Parameter(description = "A code of the IANA printer registry, 8 for a jam")
    @QueryParam("code")
    @Nullable Integer code;

    @Parameter(description = "A printer's id")
    @QueryParam("printer")
    @Nullable Long printer;

    @Parameter(description = "A device's id")
    @QueryParam("device")
    @Nullable UUID device;

    @Parameter(description = "Only those that were open at that time or later")
    @QueryParam("since")
    @Nullable String since;

    AlertFilter filter() {
      return new AlertFilter(
          isOpen(),
          severity == null ? null : Choices.of(PrinterAlert.Severity.class, "severity", severity),
          code,
          printer,
          device,
          since == null ? null : Choices.time("since", since));
    }

    private @Nullable Boolean isOpen() {
      if (open) {
        return true;
      }
      return state == null ? null : Choices.of(AlertState.class, "state", state) == AlertState.OPEN;
    }
  }

  private enum AlertState {
    OPEN,
    CLEARED
  }

  @GET
  @Operation(summary = "Lists alerts, the newest first")
  public AlertList list(
      @BeanParam Wanted wanted,
      @Parameter(description = "1 to 200") @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Caller by = caller.as(Role.VIEWER);
    AlertFilter filter = wanted.filter();
    var page = Choices.page(() -> alerts.alerts(by.tenant(), filter, cursor, limit));
    return new AlertList(page.items().stream().map(AlertJson::of).toList(), page.next());
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One alert: when it was raised, changed and cleared")
  public AlertLife alert(@PathParam("id") long id) {
    return life(caller.as(Role.VIEWER), id);
  }

  private AlertLife life(Caller by, long id) {
    StoredAlert alert =
        alerts.alert(by.tenant(), id).orElseThrow(() -> RefusedException.notFound("alert " + id));
    return new AlertLife(
        AlertJson.of(alert),
        alerts.events(by.tenant(), List.of(id)).stream().map(EventJson::of).toList(),
        alert.handling().acknowledgedBy(),
        alert.handling().mutedUntil(),
        AlertWordsJson.of(words.words(by.tenant(), Thing.ALERT, id)));
  }

  private AlertLife said(long id, Consumer<Caller> word) {
    Caller by = caller.as(Role.OPERATOR);
    word.accept(by);
    return life(by, id);
  }

  @POST
  @Path("{id}/acknowledge")
  @Operation(summary = "Takes note of an alert; who was not told yet need not be")
  public AlertLife acknowledge(@PathParam("id") long id) {
    return said(id, by -> words.acknowledge(by, Thing.ALERT, id));
  }

  @POST
  @Path("{id}/mute")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Has nobody told of an alert until a time within 90 days")
  public AlertLife mute(@PathParam("id") long id, @Nullable MuteRequest typed) {
    return said(id, by -> words.mute(by, Thing.ALERT, id, AlertWordsJson.until(typed)));
  }

  @DELETE
  @Path("{id}/mute")
  @Operation(summary = "Ends a mute")
  public AlertLife unmute(@PathParam("id") long id) {
    return said(id, by -> words.unmute(by, Thing.ALERT, id));
  }

  @POST
  @Path("{id}/comments")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Says something of an alert")
  public AlertLife comment(@PathParam("id") long id, @Nullable CommentRequest typed) {
    return said(id, by -> words.comment(by, Thing.ALERT, id, AlertWordsJson.text(typed)));
  }
}
