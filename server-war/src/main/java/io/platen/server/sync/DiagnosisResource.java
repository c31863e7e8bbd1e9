package io.platen.server.sync;

import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.problem.JsonProblemMapper;
import io.platen.server.problem.ProblemException;
import io.platen.server.problem.XmlProblemMapper;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Tells a device why the device port gives it no answer, since TLS itself does not. The answer is
 * 200 with the problem it would meet, or 204 when it would be let in.
 */
@Path("/diagnosis")
@RequestScoped
public class DiagnosisResource {
  private static final List<Variant> FORMS =
      Variant.mediaTypes(
              MediaType.valueOf(XmlProblemMapper.MEDIA_TYPE),
              MediaType.valueOf(JsonProblemMapper.MEDIA_TYPE),
              MediaType.APPLICATION_JSON_TYPE)
          .build();

  @Inject DeviceDoor door;
  @Inject InstantSource clock;

  @GET
  @Operation(hidden = true)
  public Response diagnose(@Context HttpServletRequest servlet, @Context Request request) {
    Problem problem = find(DeviceDoor.certificate(servlet));
    if (problem == null) {
      return Response.noContent().build();
    }
    Variant form = request.selectVariant(FORMS);
    boolean json = form != null && !form.getMediaType().equals(FORMS.get(0).getMediaType());
    return json
        ? Response.ok(JsonProblemMapper.text(problem), JsonProblemMapper.MEDIA_TYPE).build()
        : Response.ok(ProblemCodec.write(problem), XmlProblemMapper.MEDIA_TYPE).build();
  }

  private @Nullable Problem find(Optional<X509Certificate> certificate) {
    Problem outdated = certificate.map(this::outdated).orElse(null);
    if (outdated != null) {
      return outdated;
    }
    try {
      door.wouldAdmit(certificate);
      return null;
    } catch (ProblemException e) {
      return e.problem();
    }
  }

  private @Nullable Problem outdated(X509Certificate certificate) {
    try {
      certificate.checkValidity(Date.from(clock.instant()));
      return null;
    } catch (CertificateExpiredException e) {
      return unknown(
          "The certificate expired on " + certificate.getNotAfter().toInstant() + "; renew it");
    } catch (CertificateNotYetValidException e) {
      return unknown(
          "The certificate is valid from "
              + certificate.getNotBefore().toInstant()
              + "; here it is "
              + clock.instant());
    }
  }

  private static Problem unknown(String detail) {
    return new Problem(ProblemType.CERTIFICATE_UNKNOWN, detail, null, null, null);
  }
}
