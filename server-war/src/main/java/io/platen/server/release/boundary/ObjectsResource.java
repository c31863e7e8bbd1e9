package io.platen.server.release.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.problem.RequestBody;
import io.platen.server.release.control.ObjectStore;
import io.platen.server.release.control.TransferThreads;
import io.platen.server.release.control.Uploads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Objects, from those who publish: release documents, chunk lists, packs, pair packs. */
@Path("/objects/{sha256}")
@RequestScoped
@Tag(name = "Updates")
public class ObjectsResource {
  private static final int NO_ROOM = 507;
  private static final int TOO_MANY = 429;
  private static final long RETRY_AFTER = 10;

  @Inject ObjectStore objects;
  @Inject Uploads uploads;
  @Inject TransferThreads threads;
  @Inject CurrentCaller caller;

  @HEAD
  @Operation(summary = "Whether an object is there")
  public Response head(@PathParam("sha256") String sha256) throws IOException {
    caller.as(Role.ADMINISTRATOR);
    OptionalLong length = objects.length(checked(sha256));
    return length.isEmpty()
        ? Response.status(Response.Status.NOT_FOUND).build()
        : Response.ok().header(HttpHeaders.CONTENT_LENGTH, length.getAsLong()).build();
  }

  @PUT
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Stores an object under the SHA-256 of its content",
      description = "Needs an administrator's token; one with the scope releases does.")
  @APIResponse(responseCode = "201", description = "It is stored durably")
  @APIResponse(responseCode = "200", description = "It was there already")
  @APIResponse(responseCode = "422", description = "The content has another hash; nothing was kept")
  @APIResponse(responseCode = "507", description = "There is no room for it; nothing was kept")
  @APIResponse(responseCode = "429", description = "Too many objects are being stored now")
  public void put(
      @PathParam("sha256") String sha256, InputStream body, @Suspended AsyncResponse later) {
    Caller by = caller.as(Role.ADMINISTRATOR);
    String name = checked(sha256);
    threads.run(
        () -> {
          try {
            later.resume(put(by, name, body));
          } catch (IOException | RuntimeException | Error e) { // nobody else would answer
            later.resume(e);
          }
        });
  }

  private Response put(Caller by, String sha256, InputStream body) throws IOException {
    ObjectStore.Outcome outcome =
        uploads
            .put(by, sha256, new RequestBody(body))
            .orElseThrow(
                () ->
                    new RefusedException(
                        TOO_MANY, "Too many objects are being stored now", RETRY_AFTER));
    if (outcome instanceof ObjectStore.OtherContent other) {
      throw new InvalidException(
          "body", "Its SHA-256 is " + other.found(), "the bytes that have the hash of the path");
    }
    if (outcome instanceof ObjectStore.Full full) {
      throw new RefusedException(
          NO_ROOM,
          "The store holds at most " + full.quota() + " bytes; raise platen.objects.quota");
    }
    boolean isNew = outcome instanceof ObjectStore.Stored stored && stored.isNew();
    return Response.status(isNew ? Response.Status.CREATED : Response.Status.OK).build();
  }

  private static String checked(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new InvalidException(
          "sha256", "It is no SHA-256", "64 hexadecimal digits in lower case");
    }
    return sha256;
  }
}
