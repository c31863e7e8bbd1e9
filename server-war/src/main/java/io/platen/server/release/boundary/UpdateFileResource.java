package io.platen.server.release.boundary;

import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.problem.ProblemException;
import io.platen.server.release.control.Releases;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A maker's metadata for devices, to the byte. */
@Path("/v1/updates/{repository}/{file}")
@RequestScoped
public class UpdateFileResource {
  @Inject DeviceDoor door;
  @Inject Releases releases;

  @GET
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(hidden = true)
  public Response get(
      @Context HttpServletRequest servlet,
      @Context Request request,
      @PathParam("repository") String repository,
      @PathParam("file") String file) {
    long tenant = door.admit(servlet).tenant();
    byte[] content =
        releases
            .file(tenant, repository, file)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND,
                        "Repository " + repository + " has no file " + file,
                        "PLT-UPD-400"));
    EntityTag tag = new EntityTag(io.platen.protocol.content.Sha256.of(content).toString());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder response =
        unchanged == null
            ? Response.ok(content, MediaType.APPLICATION_OCTET_STREAM).tag(tag)
            : unchanged.tag(tag);
    // [PLT-UPD-406] [PLT-UPD-407] One with an edition in its name never changes.
    String cache =
        file.equals("timestamp.xml") ? "private, no-cache" : "private, max-age=31536000, immutable";
    return response.header(HttpHeaders.CACHE_CONTROL, cache).build();
  }
}
