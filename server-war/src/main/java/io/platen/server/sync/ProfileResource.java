package io.platen.server.sync;

import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.problem.ProblemException;
import io.platen.server.profile.control.PrinterProfiles;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Printer profiles by the digest that the sync document names. */
@Path("/v1/profiles")
@RequestScoped
public class ProfileResource {
  @Inject DeviceDoor door;
  @Inject PrinterProfiles profiles;

  @GET
  @Path("/{sha256}")
  @Produces(SyncResource.MEDIA_TYPE)
  @Operation(hidden = true)
  public byte[] get(@Context HttpServletRequest servlet, @PathParam("sha256") String sha256) {
    AdmittedDevice device = door.admit(servlet);
    return profiles
        .document(device.tenant(), sha256)
        // [PLT-SYN-041]
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NOT_FOUND,
                    "No printer profile with this digest is listed for this device",
                    "PLT-SYN-041"));
  }
}
