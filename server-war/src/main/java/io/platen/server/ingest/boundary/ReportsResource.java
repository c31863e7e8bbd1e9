package io.platen.server.ingest.boundary;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Report;
import io.platen.protocol.seal.Opener;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.ingest.control.Ingest;
import io.platen.server.problem.ProblemException;
import io.platen.server.sealing.SealedReports;
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
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Takes a report: authenticate, limit, open, de-duplicate, validate, store, answer. */
@Path("/v1/reports")
@RequestScoped
public class ReportsResource {
  static final String MEDIA_TYPE = "application/vnd.platen+xml";

  /** PLT-SEA-013; the parameter smime-type need not be there. */
  static final String SEALED = "application/pkcs7-mime";

  @Inject DeviceDoor door;
  @Inject Ingest ingest;
  @Inject SealedReports sealed;

  @POST
  @Consumes(MEDIA_TYPE)
  @Operation(hidden = true)
  public Response receive(@Context HttpServletRequest request) throws IOException {
    // Authenticate, before anything of the body is read.
    AdmittedDevice device = door.admit(request);
    sealed.refuseUnsealed();

    // Limit before parsing, on the wire and after inflation.
    byte[] body = BoundedBody.read(request);

    // Open and validate.
    Report report = parse(body);

    // De-duplicate and store in one transaction; this returns after the commit.
    byte[] receipt = ingest.store(device, report, sha256(body), request.getRemoteAddr());

    // Answer: a 2xx means durable.
    return Response.ok(receipt, MEDIA_TYPE).build();
  }

  @POST
  @Consumes(SEALED)
  @Operation(hidden = true)
  public Response receiveSealed(@Context HttpServletRequest request) throws IOException {
    AdmittedDevice device = door.admit(request);
    X509Certificate connected = DeviceDoor.certificate(request).orElseThrow();
    byte[] envelope = BoundedBody.read(request);
    try {
      byte[] receipt = open(device, connected, envelope, request.getRemoteAddr());
      return Response.ok(receipt, MEDIA_TYPE).build();
    } catch (ProtocolException e) {
      throw ProblemException.of(e);
    }
  }

  /** [PLT-SEA-028] The steps of chapter SEA: nothing is parsed that the first four did not take. */
  byte[] open(AdmittedDevice device, X509Certificate connected, byte[] envelope, String address)
      throws ProtocolException {
    // 1 to 4. Look at the form, decrypt, verify, compare.
    Opener.Opened opened = sealed.open(device, connected, envelope);

    // 5. Unpack within the limit, and look for its identity.
    byte[] body = BoundedGzip.inflate(opened.packed(), (int) BoundedBody.LIMIT);
    byte[] digest = sha256(body);
    Optional<byte[]> known = ingest.findReceipt(device, opened.header(), digest);
    if (known.isPresent()) {
      return known.get();
    }

    // 6. Parse, compare with the header, and go on as with one that came unsealed.
    Report report = ReportCodec.read(body);
    SealedReports.compare(opened.header(), report);
    return ingest.store(device, report, digest, address);
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
