package io.platen.server.enrolment.boundary;

import io.platen.protocol.Requirement;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.control.Admission;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.enrolment.control.DeviceIdentity;
import io.platen.server.enrolment.entity.DeviceState;
import io.platen.server.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** From a request's client certificate to the device that may send it. */
@ApplicationScoped
public class DeviceDoor {
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final String SUITE = "jakarta.servlet.request.cipher_suite";

  private DeviceGate gate;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected DeviceDoor() {}

  @Inject
  public DeviceDoor(DeviceGate gate) {
    this.gate = gate;
  }

  /** The certificate that TLS has verified; empty on a listener that does not need one. */
  public static Optional<X509Certificate> certificate(HttpServletRequest request) {
    Object chain = request.getAttribute(CERTIFICATES);
    return chain instanceof X509Certificate[] certificates && certificates.length > 0
        ? Optional.of(certificates[0])
        : Optional.empty();
  }

  /** Throws the problem that tells the device why it is kept out. */
  public AdmittedDevice admit(HttpServletRequest request) {
    boolean tls12 = isTls12(request);
    return admit(certificate(request), (id, certificate) -> gate.enter(id, certificate, tls12));
  }

  /** Suites of TLS 1.3 do not name an exchange of keys, those before it do. */
  private static boolean isTls12(HttpServletRequest request) {
    return request.getAttribute(SUITE) instanceof String suite && suite.contains("_WITH_");
  }

  /** Whether it would be, with the certificate it brought; changes nothing. */
  public AdmittedDevice wouldAdmit(Optional<X509Certificate> brought) {
    return admit(brought, gate::look);
  }

  private static AdmittedDevice admit(
      Optional<X509Certificate> brought, BiFunction<UUID, X509Certificate, Admission> gate) {
    X509Certificate certificate =
        brought.orElseThrow(
            () -> unknown("The connection brought no client certificate; use the device's own"));
    UUID id =
        DeviceIdentity.of(certificate)
            .orElseThrow(
                () ->
                    unknown(
                        "The certificate's subject has no CN that is a device's id: "
                            + certificate.getSubjectX500Principal().getName()));
    Admission admission = gate.apply(id, certificate);
    if (admission instanceof Admission.Admitted admitted) {
      return admitted.device();
    }
    if (admission instanceof Admission.Inactive inactive) {
      throw new ProblemException(
          ProblemType.DEVICE_INACTIVE,
          "Device " + id + " is " + word(inactive.state()) + "; " + advice(inactive),
          Requirement.PLT_TLS_008.id());
    }
    if (admission instanceof Admission.Ended ended) {
      throw new ProblemException(
          ProblemType.CERTIFICATE_UNKNOWN,
          "This certificate of device " + id + " ended at " + ended.at() + "; enrol it again",
          Requirement.PLT_TLS_005.id());
    }
    if (admission instanceof Admission.Superseded) {
      throw new ProblemException(
          ProblemType.CERTIFICATE_UNKNOWN,
          "This certificate of device "
              + id
              + " counts no more, since another took its place; use that one, or enrol again",
          Requirement.PLT_ENR_019.id());
    }
    throw unknown("No device " + id + " is registered here; register it, or check the host's name");
  }

  private static ProblemException unknown(String detail) {
    return new ProblemException(
        ProblemType.CERTIFICATE_UNKNOWN, detail, Requirement.PLT_TLS_007.id());
  }

  private static String word(DeviceState state) {
    return state.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String advice(Admission.Inactive inactive) {
    return switch (inactive.state()) {
      case RETIRED -> "make a new record for it";
      case EXPIRED -> "enrol it again, with a new activation code";
      default -> "an operator can activate it on the page Devices";
    };
  }
}
