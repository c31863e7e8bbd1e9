package io.platen.server.enrolment.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.audit.Audit;
import io.platen.server.problem.ProblemException;
import io.platen.server.testing.TestAuthority;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import io.platen.server.testing.TestFleet;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody has all rows of the server's database, and nothing else of it. */
class StolenDatabaseTest {
  private static final Caller HERE = new Caller(TestFleet.TENANT, "anna", Role.OPERATOR);

  private TestDatabase test;
  private TestFleet fleet;
  private Devices devices;
  private ActivationCode used;
  private ActivationCode open;
  private KeyPair deviceKey;
  private X509Certificate certificate;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    fleet = new TestFleet(test).withTenants();
    fleet.setTime("2026-11-25T12:00:00Z");
    devices = fleet.devices(new Audit(test.entities(), fleet::now), fleet::now);
    used = code(TestFleet.DEVICE);
    open = code(TestFleet.OTHER_DEVICE);
    deviceKey = TestEnrolment.newKey();
    certificate = issued(used, deviceKey);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private ActivationCode code(UUID device) {
    Caller caller =
        device.equals(TestFleet.DEVICE)
            ? HERE
            : new Caller(TestFleet.OTHER_TENANT, "bert", Role.OPERATOR);
    return test.inTransaction(em -> devices.newCode(caller, device, false)).code().code();
  }

  private X509Certificate issued(ActivationCode code, KeyPair key) {
    EnrolmentOutcome outcome =
        fleet.enrolment.enrol(
            new Enrolment.Shown(Optional.of(code), null, "192.0.2.7"),
            CertificateRequest.check(TestEnrolment.request(key)));
    return ((EnrolmentOutcome.Issued) outcome).certificate();
  }

  /** Each value of each row of each table, as octets and as text. */
  private List<byte[]> stolen() throws SQLException {
    List<byte[]> values = new ArrayList<>();
    try (Connection connection = test.source().getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
          while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
              Object value = rows.getObject(i);
              if (value != null) {
                values.add(
                    value instanceof byte[] octets
                        ? octets
                        : value.toString().getBytes(StandardCharsets.UTF_8));
              }
            }
          }
        }
      }
    }
    return values;
  }

  @Test
  void holds_no_key_that_signs_for_a_device_or_for_an_authority() throws Exception {
    // given
    List<ECPublicKey> wanted =
        List.of(
            (ECPublicKey) certificate.getPublicKey(),
            (ECPublicKey) fleet.authority.told().get(0).getPublicKey());

    // when
    List<byte[]> values = stolen();

    // then
    assertThat(values).hasSizeGreaterThan(20);
    assertThat(values).anyMatch(each -> Arrays.equals(each, der(certificate)));
    assertThat(values).noneMatch(each -> wanted.stream().anyMatch(key -> isKeyOf(each, key)));
    assertThat(values).noneMatch(StolenDatabaseTest::isPrivateKey);
    // and such a key would be found
    byte[] pkcs8 = deviceKey.getPrivate().getEncoded();
    assertThat(isPrivateKey(pkcs8)).isTrue();
    assertThat(isKeyOf(((ECPrivateKey) deviceKey.getPrivate()).getS().toByteArray(), wanted.get(0)))
        .isTrue();
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPrivateKey(byte[] value) {
    try {
      KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(value));
      return true;
    } catch (GeneralSecurityException e) {
      return new String(value, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY");
    }
  }

  /** Whether the value, read as a number, is the private key. */
  private static boolean isKeyOf(byte[] value, ECPublicKey key) {
    if (value.length < 28 || value.length > 33) {
      return false;
    }
    ECPoint point =
        CustomNamedCurves.getByName("secp256r1")
            .getG()
            .multiply(new BigInteger(1, value))
            .normalize();
    return !point.isInfinity()
        && point.getAffineXCoord().toBigInteger().equals(key.getW().getAffineX());
  }

  @Test
  void holds_nothing_that_enrols_a_device() throws Exception {
    // given
    List<byte[]> values = stolen();

    // then: neither the code itself nor its parts stand there
    for (byte[] each : values) {
      String text = new String(each, StandardCharsets.UTF_8);
      assertThat(text).doesNotContain(open.secret(), used.secret());
    }
    // and no value is taken for the secret, in whatever form
    int tried = 0;
    for (byte[] each : values) {
      Optional<ActivationCode> guess =
          ActivationCode.parse(open.selector(), new String(each, StandardCharsets.UTF_8));
      if (guess.isPresent() && tried < 4) {
        tried++;
        assertThat(refusal(guess.get())).isEqualTo(ProblemType.CODE_REFUSED);
      }
    }
    assertThat(issued(open, TestEnrolment.newKey())).isNotNull();
  }

  private ProblemType refusal(ActivationCode guess) {
    return catchThrowableOfType(ProblemException.class, () -> issued(guess, TestEnrolment.newKey()))
        .problem()
        .type();
  }

  @Test
  void lets_in_no_certificate_that_somebody_else_has_made() throws Exception {
    // when: all that the rows say about the device stands in it, but the authority's signature
    Admission admission = fleet.gate.look(TestFleet.DEVICE, forged());

    // then
    assertThat(admission).isInstanceOf(Admission.Superseded.class);
    assertThat(fleet.gate.look(TestFleet.DEVICE, certificate))
        .isInstanceOf(Admission.Admitted.class);
  }

  /** By an authority of the same name as the server's own. */
  private X509Certificate forged() throws Exception {
    String name = fleet.authority.told().get(0).getSubjectX500Principal().getName();
    X509Certificate made =
        (X509Certificate)
            TestAuthority.named(name.replaceFirst("^CN=", ""))
                .issue(TestFleet.DEVICE.toString())
                .getCertificate("key");
    assertThat(made.getIssuerX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
    return made;
  }
}
