package io.platen.server.enrolment.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.enrolment.control.Devices;
import io.platen.server.enrolment.entity.Device;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.fleet.entity.DeviceRow;
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
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Devices of the tenant. */
@Path("/devices")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class DevicesResource {
  @Inject Devices devices;
  @Inject OverviewQueries overview;
  @Inject CurrentCaller caller;

  public record DeviceRequest(@Nullable String name) {}

  /**
   * @param activationCode empty until devices enrol by code
   */
  public record DeviceCreated(String id, String activationCode) {}

  /**
   * @param state created, pending, active, hibernating, deactivated, expired or retired
   * @param presence online, silent, waiting or inactive
   */
  public record DeviceState(
      String id,
      String name,
      String state,
      String presence,
      Instant created,
      @Nullable Instant activated,
      @Nullable Instant lastContact,
      @Nullable Instant lastReport,
      @Nullable String software,
      @Nullable String address,
      @Nullable String clock,
      long lostReports,
      long printers,
      long discoveryEntries) {

    static DeviceState of(DeviceRow row) {
      return new DeviceState(
          row.id().toString(),
          row.name(),
          word(row.state()),
          word(row.presence().name()),
          row.created(),
          row.activated(),
          row.lastContact(),
          row.lastReport(),
          row.software(),
          row.address(),
          row.clock() == null ? null : word(row.clock()),
          row.lostReports(),
          row.printers(),
          row.discoveryEntries());
    }

    private static String word(String constant) {
      return constant.toLowerCase(Locale.ROOT);
    }
  }

  public record DeviceList(List<DeviceState> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists devices in the order of their names")
  public DeviceList list() {
    Caller by = caller.as(Role.VIEWER);
    return new DeviceList(
        overview.devices(by.tenant()).stream().map(DeviceState::of).toList(), null);
  }

  @POST
  @Operation(summary = "Makes a device's record")
  public Response create(@Nullable DeviceRequest typed) {
    Device device =
        devices.create(
            caller.as(Role.OPERATOR), typed == null || typed.name() == null ? "" : typed.name());
    return Response.created(URI.create("devices/" + device.id()))
        .entity(new DeviceCreated(device.id().toString(), ""))
        .build();
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One device")
  public DeviceState get(@PathParam("id") String id) {
    return row(caller.as(Role.VIEWER), parse(id));
  }

  @POST
  @Path("/{id}/deactivate")
  @Operation(summary = "Keeps a device out; its next request is refused")
  public DeviceState deactivate(@PathParam("id") String id) {
    Caller by = caller.as(Role.OPERATOR);
    devices.deactivate(by, parse(id));
    return row(by, parse(id));
  }

  @POST
  @Path("/{id}/activate")
  @Operation(summary = "Lets a device in again")
  public DeviceState activate(@PathParam("id") String id) {
    Caller by = caller.as(Role.OPERATOR);
    devices.activate(by, parse(id));
    return row(by, parse(id));
  }

  private DeviceState row(Caller by, UUID id) {
    return overview
        .device(by.tenant(), id)
        .map(DeviceState::of)
        .orElseThrow(() -> RefusedException.notFound("device " + id));
  }

  static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw RefusedException.notFound("device " + id);
    }
  }
}
