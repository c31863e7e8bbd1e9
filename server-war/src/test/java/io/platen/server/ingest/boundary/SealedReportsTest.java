package io.platen.server.ingest.boundary;

import static io.platen.protocol.Requirement.PLT_SEA_020;
import static io.platen.protocol.Requirement.PLT_SEA_024;
import static io.platen.protocol.Requirement.PLT_SEA_027;
import static io.platen.protocol.Requirement.PLT_SEA_028;
import static io.platen.protocol.Requirement.PLT_SEA_029;
import static io.platen.protocol.Requirement.PLT_SEA_031;
import static io.platen.protocol.Requirement.PLT_SEA_032;
import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_DEVICE;
import static io.platen.server.testing.TestFleet.OTHER_TENANT;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.Sealer;
import io.platen.protocol.seal.forge.Flaw;
import io.platen.protocol.seal.forge.Forge;
import io.platen.protocol.seal.forge.Pair;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.problem.ProblemException;
import io.platen.server.sealing.SealedReports;
import io.platen.server.sealing.TestSealing;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an envelope to the receipt, over a real database. */
@SuppressWarnings("UnnecessaryAssignment") // no container is there to inject
class SealedReportsTest {
  private static final AdmittedDevice HERE = new AdmittedDevice(TENANT, DEVICE);
  private static final AdmittedDevice THERE = new AdmittedDevice(OTHER_TENANT, OTHER_DEVICE);

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private Instant now = Instant.parse("2026-11-22T06:00:05Z");
  private final Instant end = now.plusSeconds(86_400);
  private final Pair device = Pair.ofDevice(DEVICE.toString(), end, random);
  private TestDatabase test;
  private TestSealing sealing;
  private ReportsResource resource;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    sealing = new TestSealing(test.database(), () -> now);
    resource = new ReportsResource();
    resource.ingest = new TestFleet(test).withTenants().ingest;
    resource.sealed = sealing.offered(folder);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private X509Certificate recipient() {
    return resource.sealed.told().orElseThrow().certificates().get(0);
  }

  private SealedHeader header(Report report) {
    String audience = recipient().getSubjectX500Principal().getName().substring(3);
    return new SealedHeader(
        report.device(), report.epoch(), report.sequence(), audience, "report", report.created());
  }

  private byte[] sealed(Report report) throws GeneralSecurityException {
    return new Sealer(random)
        .seal(
            header(report),
            BoundedGzip.deflate(ReportCodec.write(report)),
            device.key(),
            device.certificate(),
            recipient());
  }

  private byte[] send(byte[] envelope) throws ProtocolException {
    return resource.open(HERE, device.certificate(), envelope, "192.0.2.1");
  }

  private long reports() {
    return (Long) test.value("SELECT count(*) FROM report_seen");
  }

  @Test
  @Verifies(positive = PLT_SEA_020)
  void stores_a_sealed_report_as_it_would_an_unsealed_one() throws Exception {
    // given
    Report report = report(DEVICE, 1).printer("p1", 10).build();

    // when
    byte[] receipt = send(sealed(report));

    // then
    assertThat(ReceiptCodec.read(receipt)).isEqualTo(new Receipt(DEVICE, report.epoch(), 1));
    assertThat(test.value("SELECT count(*) FROM printer")).isEqualTo(1L);
  }

  @Test
  @Verifies(positive = PLT_SEA_020)
  void counts_a_report_once_however_often_it_is_sent_or_sealed() throws Exception {
    // given
    Report report = report(DEVICE, 1).printer("p1", 10).build();
    byte[] envelope = sealed(report);
    byte[] first = send(envelope);

    // then: replayed, and sealed anew
    assertThat(send(envelope)).isEqualTo(first);
    assertThat(send(sealed(report))).isEqualTo(first);
    assertThat(reports()).isEqualTo(1);
  }

  @Test
  @Verifies(negative = PLT_SEA_020)
  void refuses_another_body_under_a_used_sequence() throws Exception {
    // given
    send(sealed(report(DEVICE, 1).printer("p1", 10).build()));
    byte[] other = sealed(report(DEVICE, 1).printer("p1", 11).build());

    // when
    ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> send(other));

    // then
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.SEQUENCE_REUSED);
  }

  @Test
  void stores_nothing_of_an_envelope_with_a_flaw() {
    // given
    Report report = report(DEVICE, 1).printer("p1", 10).build();
    byte[] document = ReportCodec.write(report);
    Forge forge = new Forge(device, recipient(), random);

    for (Flaw flaw : Flaw.values()) {
      // when
      ProtocolException refusal =
          catchThrowableOfType(
              ProtocolException.class, () -> send(forge.make(header(report), document, flaw)));

      // then
      assertThat(refusal.type()).as(flaw.name()).isEqualTo(flaw.problem());
    }
    assertThat(reports()).isZero();
  }

  @Test
  @Verifies(negative = PLT_SEA_028, positive = PLT_SEA_028)
  void parses_nothing_that_is_not_signed_by_the_device() {
    // given: no parser takes this, so one that were called would say malformed
    Report report = report(DEVICE, 1).build();
    byte[] broken = "<report".getBytes(StandardCharsets.UTF_8);
    Forge forge = new Forge(device, recipient(), random);

    // when
    ProtocolException unsigned =
        catchThrowableOfType(
            ProtocolException.class,
            () -> send(forge.make(header(report), broken, Flaw.SIGNED_BY_A_STRANGER)));
    ProtocolException signed =
        catchThrowableOfType(
            ProtocolException.class, () -> send(forge.make(header(report), broken)));

    // then
    assertThat(unsigned.type()).isEqualTo(ProblemType.SIGNATURE_INVALID);
    assertThat(signed.type()).isEqualTo(ProblemType.MALFORMED);
  }

  @Test
  @Verifies(positive = PLT_SEA_027, negative = PLT_SEA_027)
  void refuses_a_header_that_is_not_its_documents() {
    // given
    Report report = report(DEVICE, 1).printer("p1", 10).build();
    SealedHeader other = header(report(DEVICE, 2).build());

    // when
    ProtocolException refusal =
        catchThrowableOfType(
            ProtocolException.class,
            () ->
                send(
                    new Forge(device, recipient(), random).make(other, ReportCodec.write(report))));

    // then
    assertThat(refusal.type()).isEqualTo(ProblemType.SEAL_MALFORMED);
    assertThat(refusal.requirement()).isEqualTo(PLT_SEA_027.id());
    assertThat(reports()).isZero();
  }

  @Test
  @Verifies(negative = PLT_SEA_024)
  void refuses_a_replay_over_another_devices_connection() throws Exception {
    // given
    byte[] envelope = sealed(report(DEVICE, 1).printer("p1", 10).build());
    Pair thief = Pair.ofDevice(OTHER_DEVICE.toString(), random);
    send(envelope);

    // when
    ProtocolException refusal =
        catchThrowableOfType(
            ProtocolException.class,
            () -> resource.open(THERE, thief.certificate(), envelope, "192.0.2.2"));

    // then
    assertThat(refusal.type()).isEqualTo(ProblemType.SIGNATURE_INVALID);
    assertThat(reports()).isEqualTo(1);
  }

  @Test
  @Verifies(positive = PLT_SEA_029, negative = PLT_SEA_029)
  void opens_after_a_renewal_what_was_sealed_before_it_until_40_days_after_its_end()
      throws Exception {
    // given: the device came with its old certificate once, for its sync document
    resource.sealed.remember(HERE, device.certificate());
    byte[] full = sealed(report(DEVICE, 1).printer("p1", 10).build());
    byte[] backlog = sealed(report(DEVICE, 2).printer("p1", 11).build());
    byte[] late = sealed(report(DEVICE, 3).printer("p1", 12).build());
    X509Certificate renewed = Pair.ofDevice(DEVICE.toString(), random).certificate();

    // when
    now = end.plusSeconds(39 * 86_400L);
    resource.open(HERE, renewed, full, "192.0.2.1");
    byte[] receipt = resource.open(HERE, renewed, backlog, "192.0.2.1");
    now = end.plusSeconds(41 * 86_400L);
    ProtocolException refusal =
        catchThrowableOfType(
            ProtocolException.class, () -> resource.open(HERE, renewed, late, "192.0.2.1"));

    // then
    assertThat(ReceiptCodec.read(receipt).sequence()).isEqualTo(2);
    assertThat(refusal.type()).isIn(ProblemType.SIGNATURE_INVALID, ProblemType.SEALING_KEY_UNKNOWN);
  }

  @Test
  @Verifies(
      positive = {PLT_SEA_031, PLT_SEA_032},
      negative = {PLT_SEA_031, PLT_SEA_032})
  void asks_for_sealed_reports_as_it_is_configured() {
    // given
    SealedReports off = sealing.off();
    SealedReports required = sealing.required(folder);

    // then
    assertThat(off.told()).isEmpty();
    assertThat(resource.sealed.told().orElseThrow().required()).isFalse();
    assertThat(required.told().orElseThrow().required()).isTrue();
    assertThatCode(off::refuseUnsealed).doesNotThrowAnyException();
    assertThatCode(resource.sealed::refuseUnsealed).doesNotThrowAnyException();
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, required::refuseUnsealed);
    assertThat(refusal.problem().type()).isEqualTo(ProblemType.SEALING_REQUIRED);
  }
}
