package io.platen.server.release.boundary;

import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.problem.ProblemException;
import io.platen.server.release.boundary.ByteRanges.Part;
import io.platen.server.release.boundary.ByteRanges.Parts;
import io.platen.server.release.control.ObjectStore;
import io.platen.server.release.control.TransferThreads;
import io.platen.server.release.control.Transfers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Objects for devices, whole or in ranges: they never change, so whoever has one has it for ever.
 */
@Path("/v1/objects/{sha256: [0-9a-f]{64}}")
@RequestScoped
public class ObjectResource {
  private static final String RANGE = "Range";
  static final String CACHE = "private, max-age=31536000, immutable";
  private static final int RETRY_LEAST = 5;
  private static final int RETRY_MOST = 30;
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;

  @Inject DeviceDoor door;
  @Inject ObjectStore objects;
  @Inject Transfers transfers;
  @Inject TransferThreads threads;

  @HEAD
  @Operation(hidden = true)
  public Response head(
      @Context HttpServletRequest servlet,
      @Context Request request,
      @PathParam("sha256") String sha256)
      throws IOException {
    door.admit(servlet);
    long length = length(sha256);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(new EntityTag(sha256));
    return unchanged == null
        ? answer(Response.ok(), sha256)
            .type(MediaType.APPLICATION_OCTET_STREAM)
            .header(HttpHeaders.CONTENT_LENGTH, length)
            .build()
        : answer(unchanged, sha256).build();
  }

  /** Answered by a thread that may take its time, where there is a body. */
  @GET
  @Operation(hidden = true)
  public void get(
      @Context HttpServletRequest servlet,
      @Context Request request,
      @PathParam("sha256") String sha256,
      @HeaderParam(RANGE) @Nullable String range,
      @HeaderParam("If-Range") @Nullable String ifRange,
      @Suspended AsyncResponse later)
      throws IOException {
    Response response = get(servlet, request, sha256, range, ifRange);
    if (response.getEntity() instanceof ObjectBody body) {
      send(body, () -> later.resume(response));
    } else {
      later.resume(response);
    }
  }

  private void send(ObjectBody body, Runnable sending) {
    boolean runs = false;
    try {
      threads.run(sending);
      runs = true;
    } finally {
      if (!runs) {
        body.drop();
      }
    }
  }

  Response get(
      HttpServletRequest servlet,
      Request request,
      String sha256,
      @Nullable String range,
      @Nullable String ifRange)
      throws IOException {
    UUID device = door.admit(servlet).id();
    long length = length(sha256);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(new EntityTag(sha256));
    if (unchanged != null) {
      return answer(unchanged, sha256).build();
    }
    // [PLT-UPD-404] RFC 9110 section 13.1.5: a date, or another tag, means all of it.
    boolean isSame = ifRange == null || ifRange.strip().equals("\"" + sha256 + "\"");
    ByteRanges ranges = ByteRanges.of(isSame ? range : null, length);
    if (ranges instanceof ByteRanges.Unsatisfiable) {
      // [PLT-UPD-405]
      return answer(Response.status(NOT_SATISFIABLE), sha256)
          .header("Content-Range", "bytes */" + length)
          // Without a body the container sends a page of its own.
          .type(MediaType.TEXT_PLAIN)
          .entity("None of these bytes are there, or too many ranges were asked for\n")
          .build();
    }
    return ranges instanceof Parts parts
        ? partial(device, sha256, length, parts.list())
        : send(device, Response.ok(), sha256, length, List.of(new Part(0, length)))
            .type(MediaType.APPLICATION_OCTET_STREAM)
            .build();
  }

  // [PLT-UPD-402]
  private Response partial(UUID device, String sha256, long length, List<Part> parts) {
    Response.ResponseBuilder response =
        send(device, Response.status(PARTIAL), sha256, length, parts);
    if (parts.size() > 1) {
      return response.type("multipart/byteranges; boundary=" + ObjectBody.BOUNDARY).build();
    }
    return response
        .type(MediaType.APPLICATION_OCTET_STREAM)
        .header("Content-Range", ObjectBody.contentRange(parts.get(0), length))
        .build();
  }

  private Response.ResponseBuilder send(
      UUID device,
      Response.ResponseBuilder response,
      String sha256,
      long length,
      List<Part> parts) {
    // [PLT-UPD-410]
    Transfers.Transfer transfer =
        transfers
            .begin(device)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.TOO_MANY_REQUESTS,
                        "Too many objects are being fetched now",
                        "PLT-UPD-410",
                        ThreadLocalRandom.current().nextLong(RETRY_LEAST, RETRY_MOST + 1)));
    return answer(response, sha256)
        .header(HttpHeaders.CONTENT_LENGTH, ObjectBody.contentLength(parts, length))
        .entity(new ObjectBody(objects, sha256, length, parts, transfer));
  }

  private static Response.ResponseBuilder answer(Response.ResponseBuilder response, String sha256) {
    return response
        .tag(new EntityTag(sha256))
        .header("Accept-Ranges", "bytes")
        .header(HttpHeaders.CACHE_CONTROL, CACHE);
  }

  private long length(String sha256) throws IOException {
    OptionalLong length = objects.length(sha256);
    return length.orElseThrow(
        () ->
            new ProblemException(
                ProblemType.NOT_FOUND, "There is no object " + sha256, "PLT-UPD-401"));
  }
}
