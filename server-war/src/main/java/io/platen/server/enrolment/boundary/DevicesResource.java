package io.platen.server.enrolment.boundary;

import io.platen.protocol.enrolment.ActivationString;
import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.enrolment.control.ActivationCodes;
import io.platen.server.enrolment.control.Approvals;
import io.platen.server.enrolment.control.Devices;
import io.platen.server.enrolment.control.DevicesCsv;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
  @Inject ActivationCodes codes;
  @Inject Approvals approvals;
  @Inject OverviewQueries overview;
  @Inject CurrentCaller caller;

  /**
   * @param approval whether a person must approve the device's key
   * @param serial of the factory certificate that the device must show
   */
  public record DeviceRequest(
      @Nullable String name, @Nullable Boolean approval, @Nullable String serial) {}

  public record CodeRequest(@Nullable Boolean approval) {}

  /** The words of the key that was looked at. */
  public record Decision(@Nullable String words) {}

  /**
   * @param activationCode shown this once; empty where devices cannot enrol here
   * @param activationString the same for a device that does not know the server's authority
   */
  public record DeviceCreated(
      String id,
      String activationCode,
      @Nullable String activationString,
      @Nullable Instant expires) {}

  /**
   * Where the device's activation code stands.
   *
   * @param words of the key that has used it
   * @param waits whether that key must be approved
   */
  public record Activation(
      String selector, Instant expires, boolean approval, @Nullable String words, boolean waits) {}

  /**
   * @param state created, pending, active, hibernating, deactivated, expired or retired
   * @param presence online, silent, heartbeat-only (its HTTPS does not come through), waiting or
   *     inactive
   * @param tls12 whether it came by TLS 1.2 the last time (the legacy profile)
   */
  public record DeviceState(
      String id,
      String name,
      String state,
      String presence,
      Instant created,
      @Nullable Instant activated,
      @Nullable Instant lastContact,
      @Nullable Instant lastHeartbeat,
      @Nullable Instant lastReport,
      @Nullable String software,
      @Nullable String address,
      @Nullable String clock,
      boolean tls12,
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
          row.lastHeartbeat(),
          row.lastReport(),
          row.software(),
          row.address(),
          row.clock() == null ? null : word(row.clock()),
          row.tls12(),
          row.lostReports(),
          row.printers(),
          row.discoveryEntries());
    }

    private static String word(String constant) {
      return constant.toLowerCase(Locale.ROOT).replace('_', '-');
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
  @Operation(summary = "Makes a device's record and its activation code")
  public Response create(@Nullable DeviceRequest typed) {
    Devices.Registered made = devices.register(caller.as(Role.OPERATOR), wanted(typed));
    return Response.created(URI.create("devices/" + made.device().id()))
        .entity(created(made))
        .build();
  }

  private static Devices.Wanted wanted(@Nullable DeviceRequest typed) {
    return typed == null
        ? new Devices.Wanted("", false, "")
        : new Devices.Wanted(
            Objects.requireNonNullElse(typed.name(), ""),
            Boolean.TRUE.equals(typed.approval()),
            Objects.requireNonNullElse(typed.serial(), ""));
  }

  private DeviceCreated created(Devices.Registered made) {
    ActivationCodes.Issued issued = made.code();
    String id = made.device().id().toString();
    return issued == null
        ? new DeviceCreated(id, "", null, null)
        : new DeviceCreated(
            id,
            issued.code().text(),
            codes.string(issued.code()).map(ActivationString::text).orElse(null),
            issued.expires());
  }

  @POST
  @Path("/import")
  @Consumes(DevicesCsv.TYPE)
  @Produces(DevicesCsv.TYPE)
  @Operation(
      summary =
          "Makes the records of a CSV file with the columns name, approval, serial, all or none,"
              + " and answers with their activation codes")
  public Response importCsv(@Nullable String csv) {
    Caller by = caller.as(Role.OPERATOR);
    List<Devices.Registered> made =
        devices.registerAll(by, DevicesCsv.read(csv == null ? "" : csv));
    return Response.ok(
            DevicesCsv.write(made.stream().map(this::line).toList()),
            DevicesCsv.TYPE + ";charset=utf-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"activation-codes.csv\"")
        .build();
  }

  private List<String> line(Devices.Registered made) {
    DeviceCreated created = created(made);
    return List.of(
        made.device().name(),
        created.id(),
        created.activationCode(),
        Objects.requireNonNullElse(created.activationString(), ""),
        Objects.toString(created.expires(), ""));
  }

  @POST
  @Path("/{id}/activation-code")
  @Operation(summary = "Makes a new activation code; the one before does not work any more")
  public DeviceCreated newCode(@PathParam("id") String id, @Nullable CodeRequest typed) {
    boolean approval = typed != null && Boolean.TRUE.equals(typed.approval());
    return created(devices.newCode(caller.as(Role.OPERATOR), parse(id), approval));
  }

  @GET
  @Path("/{id}/activation")
  @Operation(summary = "Where the device's activation code stands")
  public Activation activation(@PathParam("id") String id) {
    return approvals
        .find(caller.as(Role.OPERATOR).tenant(), parse(id))
        .map(
            each ->
                new Activation(
                    each.selector(), each.expires(), each.approval(), each.words(), each.waits()))
        .orElseThrow(() -> RefusedException.notFound("activation code of device " + id));
  }

  @POST
  @Path("/{id}/approve")
  @Operation(summary = "Approves the key with these words: the device gets its certificate")
  public DeviceState approve(@PathParam("id") String id, @Nullable Decision typed) {
    return decide(id, typed, true);
  }

  @POST
  @Path("/{id}/reject")
  @Operation(summary = "Rejects the key with these words for good")
  public DeviceState reject(@PathParam("id") String id, @Nullable Decision typed) {
    return decide(id, typed, false);
  }

  private DeviceState decide(String id, @Nullable Decision typed, boolean approved) {
    Caller by = caller.as(Role.OPERATOR);
    String words = typed == null || typed.words() == null ? "" : typed.words();
    approvals.decide(by, parse(id), words, approved);
    return row(by, parse(id));
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
  @Path("/{id}/hibernate")
  @Operation(
      summary = "Puts a device aside until it is activated; its certificate is renewed meanwhile")
  public DeviceState hibernate(@PathParam("id") String id) {
    Caller by = caller.as(Role.OPERATOR);
    devices.hibernate(by, parse(id));
    return row(by, parse(id));
  }

  @POST
  @Path("/{id}/retire")
  @Operation(summary = "Ends a device's record for good; its next request is refused")
  public DeviceState retire(@PathParam("id") String id) {
    Caller by = caller.as(Role.OPERATOR);
    devices.retire(by, parse(id));
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
