package io.platen.server.command.boundary;

import io.platen.protocol.live.CommandResult;
import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.control.CommandOrders;
import io.platen.server.command.control.CommandQueries;
import io.platen.server.command.control.ResultsCsv;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is asked of one device. */
@Path("/devices/{device}/commands")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Commands")
public class CommandsResource {
  private static final long DEFAULT_MINUTES = 10;

  @Inject CommandOrders orders;
  @Inject CommandQueries queries;
  @Inject CurrentCaller caller;

  /**
   * @param kind a token of the registry of commands
   * @param parameters as the registry has them
   * @param deadlineMinutes how long it is good; 10 where it is not said
   */
  public record CommandRequest(
      @Nullable String kind,
      @Nullable Map<String, String> parameters,
      @Nullable Long deadlineMinutes) {}

  /**
   * @param state awaiting, waiting, sent, running, done, failed, refused, cancelled or expired
   * @param cancelAsked when somebody has asked the device to end it
   */
  public record CommandView(
      String id,
      String device,
      String kind,
      Map<String, String> parameters,
      String state,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable Long done,
      @Nullable Long total,
      String orderedBy,
      @Nullable String confirmedBy,
      Instant created,
      Instant expires,
      @Nullable Instant cancelAsked,
      @Nullable Instant ended) {
    static CommandView of(DeviceCommand command) {
      return new CommandView(
          command.id().toString(),
          command.device().toString(),
          command.kind(),
          command.shown(),
          command.state().name().toLowerCase(Locale.ROOT),
          command.reason(),
          command.detail(),
          command.done(),
          command.total(),
          command.orderedBy(),
          command.confirmedBy(),
          command.created(),
          command.expires(),
          command.cancelAsked(),
          command.ended());
    }
  }

  public record CommandList(List<CommandView> items, @Nullable String next) {}

  /**
   * @param value null where it was left out; {@code octets} says how long it is then
   */
  public record FoundObject(
      String oid, String type, @Nullable String value, @Nullable Long octets) {}

  /**
   * A piece of what came of a command.
   *
   * @param number counts all pieces of the command, from 1
   * @param stage received, progress, done, failed, refused or cancelled
   * @param at by the device's time
   * @param objects that a walk has found
   * @param lines of a log
   */
  public record ResultView(
      long number, String stage, Instant at, List<FoundObject> objects, List<String> lines) {
    static ResultView of(CommandResult piece) {
      return new ResultView(
          piece.number(),
          piece.stage().name().toLowerCase(Locale.ROOT),
          piece.at(),
          piece.objects().stream()
              .map(each -> new FoundObject(each.oid(), each.type(), each.value(), each.octets()))
              .toList(),
          piece.lines());
    }
  }

  public record ResultList(List<ResultView> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists what was asked of a device, the newest first")
  public CommandList list(@PathParam("device") String device) {
    return new CommandList(
        queries.list(caller.as(Role.VIEWER), parse(device)).stream().map(CommandView::of).toList(),
        null);
  }

  @POST
  @Operation(
      summary =
          "Asks something of a device, at once or at its next contact; redirect and uninstall wait"
              + " for a second person")
  public Response order(@PathParam("device") String device, @Nullable CommandRequest typed) {
    if (typed == null || typed.kind() == null) {
      throw new InvalidException("kind", "It is missing", "a kind of command, e.g. read");
    }
    DeviceCommand made =
        orders.order(
            caller.as(Role.OPERATOR),
            parse(device),
            new CommandOrders.Wanted(
                typed.kind(),
                Objects.requireNonNullElse(typed.parameters(), Map.of()),
                Duration.ofMinutes(
                    Objects.requireNonNullElse(typed.deadlineMinutes(), DEFAULT_MINUTES))));
    return Response.created(URI.create("devices/" + device + "/commands/" + made.id()))
        .entity(CommandView.of(made))
        .build();
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Says where one command stands")
  public CommandView get(@PathParam("device") String device, @PathParam("id") String id) {
    return CommandView.of(queries.get(caller.as(Role.VIEWER), parse(device), parse(id)));
  }

  @GET
  @Path("/{id}/results")
  @Operation(
      summary = "What came of a command: the pieces with objects of a walk or lines of a log")
  public ResultList results(
      @PathParam("device") String device,
      @PathParam("id") String id,
      @Parameter(description = "1 to 200") @QueryParam("limit") @DefaultValue("50") int limit,
      @Parameter(description = "'next' of the page before") @QueryParam("cursor")
          @Nullable String cursor) {
    if (limit < 1 || limit > CommandQueries.MOST_PIECES) {
      throw new InvalidException(
          "limit", limit + " is out of range", "1 to " + CommandQueries.MOST_PIECES);
    }
    List<CommandResult> found =
        queries.findings(caller.as(Role.VIEWER), parse(device), parse(id), number(cursor), limit);
    String next =
        found.size() < limit ? null : String.valueOf(found.get(found.size() - 1).number());
    return new ResultList(found.stream().map(ResultView::of).toList(), next);
  }

  private static long number(@Nullable String cursor) {
    try {
      return cursor == null || cursor.isEmpty() ? 0 : Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new InvalidException("cursor", "It is not known", "'next' of the page before");
    }
  }

  /** Who does not say what is wanted gets JSON. */
  @GET
  @Path("/{id}/results")
  @Produces(ResultsCsv.TYPE + ";qs=0.5")
  @Operation(summary = "The same as CSV: oid, type, value, octets")
  public Response resultsCsv(@PathParam("device") String device, @PathParam("id") String id) {
    Caller by = caller.as(Role.VIEWER);
    UUID of = parse(device);
    UUID command = queries.get(by, of, parse(id)).id(); // refused before the answer begins
    StreamingOutput csv =
        to -> {
          Writer text = new OutputStreamWriter(to, StandardCharsets.UTF_8);
          ResultsCsv.write(
              last -> queries.findings(by, of, command, last, CommandQueries.MOST_PIECES), text);
          text.flush();
        };
    return Response.ok(csv, ResultsCsv.TYPE + ";charset=utf-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + parse(id) + ".csv\"")
        .build();
  }

  @POST
  @Path("/{id}/cancel")
  @Operation(summary = "Withdraws a command, or asks the device to end it")
  public CommandView cancel(@PathParam("device") String device, @PathParam("id") String id) {
    return CommandView.of(orders.cancel(caller.as(Role.OPERATOR), parse(device), parse(id)));
  }

  @POST
  @Path("/{id}/confirm")
  @Operation(summary = "Confirms a redirect or an uninstall that somebody else has ordered")
  public CommandView confirm(@PathParam("device") String device, @PathParam("id") String id) {
    return CommandView.of(orders.confirm(caller.as(Role.ADMINISTRATOR), parse(device), parse(id)));
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw RefusedException.notFound("device or command " + id);
    }
  }
}
