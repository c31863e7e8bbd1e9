package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ENR_013;
import static io.platen.protocol.Requirement.PLT_ENR_014;
import static io.platen.protocol.Requirement.PLT_ENR_015;
import static io.platen.protocol.Requirement.PLT_ENR_016;
import static io.platen.protocol.Requirement.PLT_ENR_017;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a request for a certificate may ask for, and what it gets. */
final class RequestTests {
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  private static final Duration LONGEST = Duration.ofDays(90);

  /** Certificates may begin a little before they are made. */
  private static final Duration BACKDATED = Duration.ofDays(3);

  @Verifies(positive = {PLT_ENR_013, PLT_ENR_014, PLT_ENR_015, PLT_ENR_016, PLT_ENR_017})
  void gives_a_device_what_it_needs(ServerUnderTest server, Checks checks) {
    // given
    Applicant applicant = new Applicant(server);
    // when
    Exchange exchange = applicant.enrol(server.newCode());
    // then
    for (Requirement each : List.of(PLT_ENR_013, PLT_ENR_014, PLT_ENR_015, PLT_ENR_016)) {
      checks.that(
          each,
          applicant.certificate(exchange).isPresent(),
          exchange,
          "HTTP 200 with a certificate for the key of the request",
          "The request is signed by its own key on P-256 and asks for nothing else.");
    }
    isADevices(checks, applicant, exchange);
  }

  @Verifies(negative = PLT_ENR_017)
  void replaces_a_name_that_says_nothing(ServerUnderTest server, Checks checks) {
    // given
    Applicant applicant = new Applicant(server).named("CN=The printer in the cellar");
    // when
    Exchange exchange = applicant.enrol(server.newCode());
    // then
    isADevices(checks, applicant, exchange);
  }

  private static void isADevices(Checks checks, Applicant applicant, Exchange exchange) {
    checks.that(
        PLT_ENR_017,
        applicant.certificate(exchange).filter(RequestTests::isADevices).isPresent(),
        exchange,
        "a certificate for CN=<a UUID in lower case>, clientAuth only, no authority, 90 days at most",
        "Take nothing from the request but its key.");
  }

  private static boolean isADevices(X509Certificate certificate) {
    try {
      Duration life =
          Duration.between(
              certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
      return certificate.getSubjectX500Principal().getName().matches("CN=[0-9a-f-]{36}")
          && List.of(CLIENT).equals(certificate.getExtendedKeyUsage())
          && certificate.getBasicConstraints() < 0
          && certificate.getSubjectAlternativeNames() == null
          && life.compareTo(LONGEST.plus(BACKDATED)) <= 0;
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  @Verifies(negative = PLT_ENR_013)
  void refuses_a_request_that_another_key_has_signed(ServerUnderTest server, Checks checks) {
    refuses(
        server,
        checks,
        PLT_ENR_013,
        new Applicant(server).withBorrowedKey(),
        "Verify the request's signature by the key in it.");
  }

  @Verifies(negative = PLT_ENR_014)
  void refuses_a_key_on_another_curve(ServerUnderTest server, Checks checks) {
    refuses(
        server,
        checks,
        PLT_ENR_014,
        new Applicant(server, "secp384r1"),
        "P-256 is the one curve of version 1.");
  }

  @Verifies(negative = PLT_ENR_015)
  void refuses_to_make_an_authority(ServerUnderTest server, Checks checks) {
    refuses(
        server,
        checks,
        PLT_ENR_015,
        asking(server, Extension.basicConstraints, new BasicConstraints(true)),
        "A device is no authority.");
  }

  @Verifies(negative = PLT_ENR_015)
  void refuses_other_names(ServerUnderTest server, Checks checks) {
    GeneralName name = new GeneralName(GeneralName.dNSName, "update1.example.org");
    refuses(
        server,
        checks,
        PLT_ENR_015,
        asking(server, Extension.subjectAlternativeName, new GeneralNames(name)),
        "A device has no name but its id.");
  }

  @Verifies(negative = PLT_ENR_015)
  void refuses_the_usages_of_a_server(ServerUnderTest server, Checks checks) {
    refuses(
        server,
        checks,
        PLT_ENR_015,
        asking(
            server,
            Extension.extendedKeyUsage,
            new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth)),
        "A device is a TLS client and nothing else.");
  }

  @Verifies(negative = PLT_ENR_016)
  void refuses_the_id_of_another_device(ServerUnderTest server, Checks checks) {
    refuses(
        server,
        checks,
        PLT_ENR_016,
        new Applicant(server).named("CN=" + UUID.randomUUID()),
        "The code says which device it is; a request that says another is refused.");
  }

  @Verifies(negative = PLT_ENR_016)
  void refuses_a_serial_number_that_nobody_vouches_for(ServerUnderTest server, Checks checks) {
    refuses(
        server,
        checks,
        PLT_ENR_016,
        new Applicant(server).named("SERIALNUMBER=A-17"),
        "Only a factory certificate tells a serial number.");
  }

  private static Applicant asking(
      ServerUnderTest server, ASN1ObjectIdentifier kind, ASN1Encodable value) {
    try {
      return new Applicant(server)
          .asking(new Extension(kind, true, value.toASN1Primitive().getEncoded()));
    } catch (IOException e) {
      throw new IllegalStateException("An extension cannot be made", e);
    }
  }

  private static void refuses(
      ServerUnderTest server,
      Checks checks,
      Requirement requirement,
      Applicant applicant,
      String hint) {
    // when
    Exchange exchange = applicant.enrol(server.newCode());
    // then
    checks.problem(requirement, exchange, ProblemType.REQUEST_REFUSED, hint);
  }
}
