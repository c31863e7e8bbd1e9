package io.platen.reference.simulation;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import io.platen.reference.simulation.Exchange.Answer;
import io.platen.reference.simulation.Exchange.Request;
import io.platen.server.ingest.control.Intake;
import io.platen.server.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The server of a fleet. How it takes a report is the server's own code; what it knows is in
 * memory.
 */
final class FleetServer {
  private final World world;
  private final Policy policy;
  private final Registry registry;
  private final Director director;
  private final Map<UUID, ServerMemory> memories = new HashMap<>();

  FleetServer(World world, Policy policy, Registry registry, Director director) {
    this.world = world;
    this.policy = policy;
    this.registry = registry;
    this.director = director;
  }

  /** What is durable of one device. */
  ServerMemory memory(UUID device) {
    return memories.computeIfAbsent(device, each -> new ServerMemory());
  }

  /**
   * @param step is run before each access to what is stored; where it throws, the server dies
   */
  Answer answer(Request request, Runnable step) {
    try {
      return route(request, step);
    } catch (ProblemException e) {
      return Answer.problem(e.problem());
    }
  }

  private Answer route(Request request, Runnable step) {
    String path = request.path();
    if (path.startsWith(EstBody.PATH)) {
      return est(request, path.substring(EstBody.PATH.length()), step);
    }
    if (path.equals("/.well-known/platen/diagnosis")) {
      return diagnosis(request);
    }
    demandCertificate(request);
    if (director.takes(path)) {
      return director.answer(request, memory(request.device()).result());
    }
    return switch (path) {
      case "/download/v1/sync" -> sync(request);
      case "/update/v1/reports" -> report(request, step);
      case "/update/v1/live/poll" -> Answer.bare(204); // nobody has commands
      default -> Answer.problem(ProblemType.NOT_FOUND, path);
    };
  }

  private void demandCertificate(Request request) {
    X509Certificate shown = request.shown();
    if (shown == null || !registry.admits(request.device(), shown)) {
      throw new ProblemException(ProblemType.CERTIFICATE_UNKNOWN, "It is not known here", null);
    }
  }

  private Answer diagnosis(Request request) {
    demandCertificate(request);
    return Answer.bare(204);
  }

  private Answer est(Request request, String operation, Runnable step) {
    try {
      return switch (operation) {
        case "cacerts" -> certificates(Authority.ONE.certificate());
        case "simpleenroll" -> {
          step.run();
          byte[] body = EstBody.decode(request.body());
          yield certificates(registry.enrol(request.device(), body, world.instant()));
        }
        case "simplereenroll" -> {
          step.run();
          byte[] body = EstBody.decode(request.body());
          yield certificates(
              registry.renew(request.device(), request.shown(), body, world.instant()));
        }
        default -> Answer.bare(404);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Answer certificates(X509Certificate certificate) throws GeneralSecurityException {
    return Answer.ok(EstBody.CERTIFICATES, EstBody.certificates(List.of(certificate)));
  }

  private Answer sync(Request request) {
    byte[] document =
        SyncCodec.write(
            new SyncDocument(request.device(), null, policy, List.of()).updated(director.told()));
    String tag = '"' + HexFormat.of().formatHex(sha256(document), 0, 16) + '"';
    boolean known = tag.equals(request.header("if-none-match"));
    return new Answer(
        known ? 304 : 200, Answer.XML, Map.of("ETag", tag), known ? new byte[0] : document);
  }

  private Answer report(Request request, Runnable step) {
    try {
      byte[] body = BoundedGzip.inflate(request.body(), (int) policy.limits().bodyBytes());
      Report report = ReportCodec.read(body);
      Intake.demandSender(request.device(), report);
      ServerMemory.Transaction transaction = memory(request.device()).begin(step);
      String receipt = Intake.take(transaction, report, sha256(body));
      memories.put(request.device(), transaction.commit());
      world.note("server", "has " + request.device() + " " + report.sequence());
      return Answer.ok(Answer.XML, receipt.getBytes(StandardCharsets.UTF_8));
    } catch (ProtocolException e) {
      throw ProblemException.of(e);
    }
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
