package io.platen.reference.simulation;

import io.platen.device.testing.TestMaker;
import io.platen.protocol.assignment.AssignmentSigner;
import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.Order;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.ProtocolException;
import io.platen.reference.simulation.Exchange.Answer;
import io.platen.reference.simulation.Exchange.Request;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** The part of a server that assigns releases, and gives their files and objects. */
final class Director {
  private static final String UPDATES = "/download/v1/updates/" + TestMaker.REPOSITORY + "/";
  private static final String ASSIGNMENT = "/download/v1/updates/assignment";
  private static final String OBJECTS = "/download/v1/objects/";
  private static final String OCTETS = "application/octet-stream";

  /** RFC 9336. */
  private static final KeyPurposeId DOCUMENTS =
      KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.36"));

  private static final Signing SIGNING = Signing.made();

  private final World world;
  private final String release;

  /**
   * @param release that all devices are to have; empty for none
   */
  Director(World world, String release) {
    this.world = world;
    this.release = release;
  }

  private record Signing(X509Certificate certificate, AssignmentSigner signer) {
    static Signing made() {
      try {
        Draw draw = new Draw(2);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), draw);
        KeyPair keys = generator.generateKeyPair();
        X509Certificate certificate =
            Authority.ONE.issue(
                "assignments",
                keys.getPublic(),
                Instant.parse("2026-01-01T00:00:00Z"),
                Duration.ofDays(3650),
                draw,
                DOCUMENTS);
        return new Signing(certificate, new AssignmentSigner(certificate, keys.getPrivate()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What the sync document says of updates; null where there are none. */
  SyncDocument.Updates told() {
    return release.isEmpty()
        ? null
        : new SyncDocument.Updates(List.of(SIGNING.certificate()), null);
  }

  boolean takes(String path) {
    return path.equals(ASSIGNMENT) || path.startsWith(UPDATES) || path.startsWith(OBJECTS);
  }

  /**
   * @param end of the device's last update; null where none has ended
   */
  Answer answer(Request request, UpdateState.Result end) {
    String path = request.path();
    if (path.equals(ASSIGNMENT)) {
      return assign(request, end);
    }
    byte[] file =
        path.startsWith(UPDATES)
            ? Maker.ONE.file(path.substring(UPDATES.length()))
            : Maker.ONE.object(path.substring(OBJECTS.length()));
    return file == null ? Answer.bare(404) : part(request.header("range"), file);
  }

  private static Answer part(String range, byte[] file) {
    if (range.isEmpty()) {
      return Answer.ok(OCTETS, file);
    }
    String[] bounds = range.substring("bytes=".length()).split("-", -1);
    int from = Integer.parseInt(bounds[0]);
    int to = Math.min(file.length, Integer.parseInt(bounds[1]) + 1);
    String told = "bytes " + from + "-" + (to - 1) + "/" + file.length;
    return new Answer(
        206, OCTETS, Map.of("Content-Range", told), Arrays.copyOfRange(file, from, to));
  }

  private Answer assign(Request request, UpdateState.Result end) {
    try {
      AssignmentRequest question = AssignmentCodec.readRequest(request.body());
      boolean ended = end != null && end.release().equals(release);
      Order order = ended ? new Order.Nothing() : Order.Install.of(release);
      Assignment assignment =
          new Assignment(
              request.device(), question.nonce(), world.instant(), TestMaker.REPOSITORY, order);
      return Answer.ok(Assignment.MEDIA_TYPE, SIGNING.signer().sign(assignment));
    } catch (ProtocolException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
