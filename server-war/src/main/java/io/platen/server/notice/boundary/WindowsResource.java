package io.platen.server.notice.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.notice.control.WindowReader;
import io.platen.server.notice.control.WindowReader.Typed;
import io.platen.server.notice.control.Windows;
import io.platen.server.notice.entity.Window;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Hours in which nobody is told. */
@Path("/maintenance-windows")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Notices")
public class WindowsResource {
  @Inject Windows windows;
  @Inject CurrentCaller caller;

  /**
   * @param device only at this site; null: at all
   * @param days on which it begins
   * @param ends of the next day where that is not after begins
   */
  public record WindowJson(
      String id,
      String name,
      @Nullable String device,
      String zone,
      List<String> days,
      String begins,
      String ends) {
    static WindowJson of(Window window) {
      UUID device = window.device();
      return new WindowJson(
          window.id().toString(),
          window.name(),
          device == null ? null : device.toString(),
          window.zone().getId(),
          window.days().stream().sorted().map(Ids::token).toList(),
          window.begins().toString(),
          window.ends().toString());
    }
  }

  public record WindowList(List<WindowJson> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists maintenance windows by name")
  public WindowList list() {
    return new WindowList(
        windows.list(caller.as(Role.VIEWER).tenant()).stream().map(WindowJson::of).toList(), null);
  }

  @POST
  @Operation(
      summary = "Makes a maintenance window",
      description =
          "Notices of its site wait while it lasts, by the clock of its IANA zone; what is over by"
              + " its end is not told at all.")
  public Response create(@Nullable Typed typed) {
    Caller by = caller.as(Role.ADMINISTRATOR);
    Window window =
        WindowReader.read(
            by.tenant(), UUID.randomUUID(), Ids.there(typed, "name, zone, begins, ends"));
    return Response.status(Response.Status.CREATED)
        .entity(WindowJson.of(windows.create(by, window)))
        .build();
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Deletes a maintenance window")
  public void delete(@PathParam("id") String id) {
    windows.delete(caller.as(Role.ADMINISTRATOR), Ids.of("window", id));
  }
}
