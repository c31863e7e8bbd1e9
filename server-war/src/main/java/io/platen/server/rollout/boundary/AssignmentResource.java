package io.platen.server.rollout.boundary;

import io.platen.protocol.assignment.AssignmentSigner;
import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.Order;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.problem.ProblemException;
import io.platen.server.problem.RequestBody;
import io.platen.server.rollout.control.AssignmentKeys;
import io.platen.server.rollout.control.Assignments;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells a device what it shall install, signed for it and for this one question. */
@Path("/v1/updates/assignment")
@RequestScoped
public class AssignmentResource {
  private static final String REQUEST_TYPE = "application/vnd.platen+xml";

  /** A question is a line. */
  private static final int LONGEST = 4096;

  @Inject DeviceDoor door;
  @Inject DeviceGate gate;
  @Inject Assignments assignments;
  @Inject AssignmentKeys keys;
  @Inject InstantSource clock;

  @POST
  @Consumes(REQUEST_TYPE)
  @Operation(hidden = true)
  public Response assign(@Context HttpServletRequest servlet) throws IOException {
    AdmittedDevice device = door.admit(servlet);
    gate.touch(device, servlet.getRemoteAddr());
    AssignmentRequest request =
        parse(new RequestBody(servlet.getInputStream()).readNBytes(LONGEST + 1));
    AssignmentSigner signer =
        keys.signer()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND, "This server assigns no updates", null));
    byte[] file = sign(signer, device, request, assignments.of(device, request));
    return Response.ok(file, Assignment.MEDIA_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static AssignmentRequest parse(byte[] body) {
    if (body.length > LONGEST) {
      throw new ProblemException(
          ProblemType.TOO_LARGE, "The question has more than " + LONGEST + " bytes", null);
    }
    try {
      return AssignmentCodec.readRequest(body);
    } catch (ProtocolException e) {
      throw ProblemException.of(e);
    }
  }

  private byte[] sign(
      AssignmentSigner signer, AdmittedDevice device, AssignmentRequest request, Order order) {
    // [PLT-UPD-430]
    Assignment assignment =
        new Assignment(device.id(), request.nonce(), clock.instant(), request.repository(), order);
    try {
      return signer.sign(assignment);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key for assignments does not sign", e);
    }
  }
}
