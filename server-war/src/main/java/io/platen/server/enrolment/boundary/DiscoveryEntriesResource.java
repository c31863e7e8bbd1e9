package io.platen.server.enrolment.boundary;

import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.enrolment.control.DiscoveryEntries;
import io.platen.server.enrolment.control.EntryCheck;
import io.platen.server.enrolment.control.EntryCheck.TypedEntry;
import io.platen.server.enrolment.control.EntryCsv;
import io.platen.server.enrolment.entity.CheckedEntry;
import io.platen.server.enrolment.entity.StoredEntry;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where a device looks for printers. */
@Path("/devices/{device}/discovery-entries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class DiscoveryEntriesResource {
  private static final String CSV = "text/csv";

  @Inject DiscoveryEntries entries;
  @Inject CurrentCaller caller;

  /**
   * @param community who may only look does not see it
   * @param user of version 3; who may only look does not see it; its passwords nobody sees
   */
  public record Access(
      String version,
      @Nullable String community,
      int port,
      @Nullable String user,
      @Nullable String auth,
      @Nullable String priv,
      @Nullable String context) {

    static Access of(SnmpAccess access, boolean withNames) {
      SnmpUser user = access.user();
      String version = access.version().token();
      if (user == null) {
        String community = withNames ? access.community() : null;
        return new Access(version, community, access.port(), null, null, null, null);
      }
      return new Access(
          version,
          null,
          access.port(),
          withNames ? user.name() : null,
          user.auth().token(),
          user.priv().token(),
          user.context());
    }
  }

  /**
   * @param readers by which its printers may be asked: snmp, ipp, web, pjl
   * @param mdns whether announced printers are looked for too
   */
  public record Entry(
      String id,
      String kind,
      String target,
      List<String> exclusions,
      List<Access> access,
      List<String> readers,
      boolean mdns) {

    static Entry of(StoredEntry row, boolean withCommunity) {
      DiscoveryEntry entry = row.entry();
      return new Entry(
          Long.toString(row.id()),
          entry.kind().name().toLowerCase(Locale.ROOT),
          entry.target(),
          entry.exclusions(),
          entry.access().stream().map(access -> Access.of(access, withCommunity)).toList(),
          entry.readers().stream().sorted().toList(),
          entry.mdns());
    }
  }

  public record EntryList(List<Entry> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists a device's discovery entries")
  public EntryList list(@PathParam("device") String device) {
    Caller by = caller.as(Role.VIEWER);
    return new EntryList(
        entries.list(by, DevicesResource.parse(device)).stream()
            .map(row -> Entry.of(row, by.role().includes(Role.OPERATOR)))
            .toList(),
        null);
  }

  @POST
  @Operation(summary = "Adds an entry")
  public Response add(@PathParam("device") String device, @Nullable TypedEntry typed) {
    Caller by = caller.as(Role.OPERATOR);
    StoredEntry row = entries.add(by, DevicesResource.parse(device), check(typed, null));
    return Response.status(Response.Status.CREATED).entity(Entry.of(row, true)).build();
  }

  @PUT
  @Path("/{id}")
  @Operation(
      summary = "Changes an entry",
      description =
          "Passwords that are left out stay, where the entry looks at no address that it did not look"
              + " at before; else they are needed again.")
  public Entry change(
      @PathParam("device") String device, @PathParam("id") String id, @Nullable TypedEntry typed) {
    Caller by = caller.as(Role.OPERATOR);
    UUID of = DevicesResource.parse(device);
    DiscoveryEntry before = entries.get(by, of, parse(id)).entry();
    return Entry.of(entries.change(by, of, parse(id), check(typed, before)), true);
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Removes an entry")
  public void remove(@PathParam("device") String device, @PathParam("id") String id) {
    entries.remove(caller.as(Role.OPERATOR), DevicesResource.parse(device), parse(id));
  }

  @GET
  @Path("/export")
  @Produces(CSV)
  @Operation(
      summary = "All entries as CSV, with their communities, without the passwords of SNMP v3")
  public Response export(@PathParam("device") String device) {
    Caller by = caller.as(Role.OPERATOR);
    String csv =
        EntryCsv.write(
            entries.list(by, DevicesResource.parse(device)).stream()
                .map(StoredEntry::entry)
                .toList());
    return Response.ok(csv, CSV + ";charset=utf-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"discovery-entries.csv\"")
        .build();
  }

  @POST
  @Path("/import")
  @Consumes(CSV)
  @Operation(summary = "Adds the entries of a CSV file: all, or none with the errors by line")
  public EntryList importCsv(@PathParam("device") String device, @Nullable String csv) {
    Caller by = caller.as(Role.OPERATOR);
    List<CheckedEntry> checked = EntryCsv.read(csv == null ? "" : csv);
    return new EntryList(
        entries.addAll(by, DevicesResource.parse(device), checked).stream()
            .map(row -> Entry.of(row, true))
            .toList(),
        null);
  }

  private static CheckedEntry check(@Nullable TypedEntry typed, @Nullable DiscoveryEntry before) {
    if (typed == null) {
      throw new InvalidException(
          "body", "It is empty", "kind, target, exclusions, access, readers, mdns");
    }
    return EntryCheck.check(typed, before);
  }

  private static long parse(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw RefusedException.notFound("discovery entry " + id);
    }
  }
}
