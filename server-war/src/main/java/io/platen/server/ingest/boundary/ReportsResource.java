package io.platen.server.ingest.boundary;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Report;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.ingest.control.Ingest;
import io.platen.server.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Takes a report: authenticate, limit, open, de-duplicate, validate, store, answer. */
@Path("/v1/reports")
@RequestScoped
public class ReportsResource {
  static final String MEDIA_TYPE = "application/vnd.platen+xml";

  @Inject DeviceDoor door;
  @Inject Ingest ingest;

  @POST
  @Consumes(MEDIA_TYPE)
  @Operation(hidden = true)
  public Response receive(@Context HttpServletRequest request) throws IOException {
    // Authenticate, before anything of the body is read.
    AdmittedDevice device = door.admit(request);

    // Limit before parsing, on the wire and after inflation.
    byte[] body = BoundedBody.read(request);

    // Open and validate.
    Report report = parse(body);

    // De-duplicate and store in one transaction; this returns after the commit.
    byte[] receipt = ingest.store(device, report, sha256(body), request.getRemoteAddr());

    // Answer: a 2xx means durable.
    return Response.ok(receipt, MEDIA_TYPE).build();
  }

  private static Report parse(byte[] body) {
    try {
      return ReportCodec.read(body);
    } catch (ProtocolException e) {
      throw ProblemException.of(e);
    }
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
