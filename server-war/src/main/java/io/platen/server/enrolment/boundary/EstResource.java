package io.platen.server.enrolment.boundary;

import io.platen.protocol.Requirement;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.control.CertificateRequest;
import io.platen.server.enrolment.control.DeviceIdentity;
import io.platen.server.enrolment.control.Enrolment;
import io.platen.server.enrolment.control.EnrolmentOutcome;
import io.platen.server.enrolment.control.IssuingAuthority;
import io.platen.server.enrolment.control.Renewal;
import io.platen.server.problem.ProblemException;
import io.platen.server.problem.RequestBody;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The four operations of EST that devices need. Bodies are Base64 in one line (RFC 8951). */
@Path("")
@RequestScoped
public class EstResource {
  /** There are clients that know no labels. */
  private static final String LABEL = "{label: (platen/)?}";

  private static final String CERTS_ONLY = EstBody.CERTIFICATES + "; smime-type=certs-only";
  private static final String CHALLENGE = "Basic realm=\"platen\", charset=\"UTF-8\"";
  private static final int MOST_BYTES = 16 * 1024;

  @Inject IssuingAuthority authority;
  @Inject Enrolment enrolment;
  @Inject Renewal renewal;

  /** [PLT-ENR-001] Whom a device trusts from now on. */
  @GET
  @Path(LABEL + "cacerts")
  @Operation(hidden = true)
  public Response authorities() {
    demandAuthority();
    return certificates(authority.told(), CERTS_ONLY);
  }

  /** [PLT-ENR-002] */
  @GET
  @Path(LABEL + "csrattrs")
  @Operation(hidden = true)
  public Response attributes() {
    demandAuthority();
    return Response.ok(EstBody.encode(RequestAttributes.DER), EstBody.ATTRIBUTES)
        .header("Content-Transfer-Encoding", "base64")
        .build();
  }

  /** [PLT-ENR-004] For an activation code. */
  @POST
  @Path(LABEL + "simpleenroll")
  @Consumes(EstBody.REQUEST)
  @Operation(hidden = true)
  public Response enrol(@Context HttpServletRequest request) throws IOException {
    demandAuthority();
    Optional<ActivationCode> code = BasicCode.of(request.getHeader(HttpHeaders.AUTHORIZATION));
    X509Certificate factory = DeviceDoor.certificate(request).orElse(null);
    if (code.isEmpty() && factory == null) {
      return askForCode();
    }
    try {
      EnrolmentOutcome outcome =
          enrolment.enrol(
              new Enrolment.Shown(code, factory, request.getRemoteAddr()), body(request));
      return outcome instanceof EnrolmentOutcome.Pending pending
          // [PLT-ENR-022]
          ? Response.accepted()
              .header(HttpHeaders.RETRY_AFTER, pending.retryAfter().toSeconds())
              .build()
          : certificates(List.of(((EnrolmentOutcome.Issued) outcome).certificate()), CERTS_ONLY);
    } catch (ProblemException e) {
      if (e.problem().type() == ProblemType.CODE_REFUSED) {
        return challenge(e);
      }
      throw e;
    }
  }

  /** [PLT-ENR-018] For the certificate of the connection. */
  @POST
  @Path(LABEL + "simplereenroll")
  @Consumes(EstBody.REQUEST)
  @Operation(hidden = true)
  public Response renew(@Context HttpServletRequest request) throws IOException {
    demandAuthority();
    X509Certificate shown =
        DeviceDoor.certificate(request)
            .orElseThrow(
                () ->
                    unknown("The connection brought no client certificate; show the one to renew"));
    UUID id =
        DeviceIdentity.of(shown)
            .orElseThrow(() -> unknown("The certificate's subject has no CN that is an id"));
    return certificates(List.of(renewal.renew(id, shown, body(request))), CERTS_ONLY);
  }

  private static ProblemException unknown(String detail) {
    return new ProblemException(
        ProblemType.CERTIFICATE_UNKNOWN, detail, Requirement.PLT_ENR_018.id());
  }

  /** Without a body: there are clients that ask again on the same connection and read none. */
  private static Response askForCode() {
    return Response.status(Response.Status.UNAUTHORIZED)
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        .entity(new byte[0])
        .type(MediaType.TEXT_PLAIN)
        .build();
  }

  /** Clients that send a password only when asked for it ask again. */
  private static Response challenge(ProblemException refusal) {
    return Response.fromResponse(
            new io.platen.server.problem.XmlProblemMapper().toResponse(refusal))
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        .build();
  }

  private void demandAuthority() {
    if (!authority.isThere()) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "No enrolment authority is configured on this server; its log says why",
          null);
    }
  }

  private static CertificateRequest body(HttpServletRequest request) throws IOException {
    byte[] body = new RequestBody(request.getInputStream()).readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new ProblemException(
          ProblemType.TOO_LARGE, "A request has at most " + MOST_BYTES + " bytes", null);
    }
    try {
      return CertificateRequest.check(EstBody.decode(body));
    } catch (GeneralSecurityException e) {
      throw new ProblemException(
          ProblemType.REQUEST_REFUSED,
          String.valueOf(e.getMessage()),
          Requirement.PLT_ENR_003.id());
    }
  }

  private static Response certificates(List<X509Certificate> certificates, String type) {
    try {
      return Response.ok(EstBody.certificates(certificates), type)
          .header("Content-Transfer-Encoding", "base64")
          .build();
    } catch (CertificateException e) {
      throw new IllegalStateException("Certificates that are in use have an encoding", e);
    }
  }
}
