package io.platen.server.profile.boundary;

import io.platen.protocol.Limit;
import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.JsonProblemMapper;
import io.platen.server.profile.control.PrinterProfiles;
import io.platen.server.profile.entity.StoredProfile;
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
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the tenant's devices read printers by, beside what is built into them. */
@Path("/printer-profiles")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class PrinterProfilesResource {
  /** The largest document of the protocol. */
  private static final int LONGEST = (int) Limit.DOCUMENT_BYTES.value();

  @Inject PrinterProfiles profiles;
  @Inject CurrentCaller caller;

  public record ProfileJson(
      String id,
      int version,
      @Nullable String maker,
      String sha256,
      int length,
      Instant uploadedAt,
      String uploadedBy) {

    static ProfileJson of(StoredProfile row) {
      return new ProfileJson(
          row.name(),
          row.version(),
          row.maker(),
          row.sha256(),
          row.length(),
          row.uploaded(),
          row.uploadedBy());
    }
  }

  public record ProfileList(List<ProfileJson> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists the printer profiles that devices are told to read by")
  public ProfileList list() {
    long tenant = caller.as(Role.VIEWER).tenant();
    return new ProfileList(profiles.list(tenant).stream().map(ProfileJson::of).toList(), null);
  }

  @POST
  @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
  @Operation(
      summary = "Takes a printer profile in place of the one with its id",
      description =
          "The body is the profile as XML; its version must be above all that were here. Each"
              + " device gets it with its next sync. Needs an administrator.")
  @APIResponse(responseCode = "201", description = "It is stored durably")
  @APIResponse(
      responseCode = "422",
      description = "Nothing was changed; errors has line and reason",
      content = @Content(mediaType = JsonProblemMapper.MEDIA_TYPE))
  public Response upload(InputStream body) throws IOException {
    Caller by = caller.as(Role.ADMINISTRATOR);
    byte[] document = body.readNBytes(LONGEST + 1);
    if (document.length > LONGEST) {
      throw new InvalidException(
          "profile", "The profile is too long", "at most " + LONGEST + " bytes");
    }
    ProfileJson stored = ProfileJson.of(profiles.upload(by, document));
    return Response.status(Response.Status.CREATED).entity(stored).build();
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_XML)
  @Operation(summary = "A printer profile as it was uploaded")
  public byte[] get(@PathParam("id") String id) {
    return profiles.get(caller.as(Role.VIEWER).tenant(), id).document();
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary = "Withdraws a printer profile",
      description =
          "With its next sync each device goes back to the one that is built in, where it has one."
              + " Needs an administrator.")
  public void withdraw(@PathParam("id") String id) {
    profiles.withdraw(caller.as(Role.ADMINISTRATOR), id);
  }
}
