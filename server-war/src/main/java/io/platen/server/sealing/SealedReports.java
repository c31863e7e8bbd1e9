package io.platen.server.sealing;

import io.platen.protocol.Requirement;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.KeyId;
import io.platen.protocol.seal.Opener;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.database.Database;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this server asks of devices about sealing, and how it opens what they sealed. */
@ApplicationScoped
public class SealedReports {
  private static final String REPORT = "report";

  /** Certificates that are in the table, so that not each report asks it. */
  private static final int MOST_REMEMBERED = 100_000;

  private final Set<String> remembered = ConcurrentHashMap.newKeySet();
  private SealingMode mode;
  private Optional<SealingKeys> keys;
  private Signers signers;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected SealedReports() {}

  @Inject
  public SealedReports(
      Database database,
      InstantSource clock,
      @ConfigProperty(name = "platen.sealing", defaultValue = "offered") String mode,
      @ConfigProperty(name = "platen.data") Optional<String> data,
      @ConfigProperty(name = "platen.secret.file") Optional<String> secret) {
    this(
        SealingMode.of(mode),
        data.flatMap(folder -> SealingSetup.keys(folder, secret, clock)),
        new Signers(database, clock));
  }

  SealedReports(SealingMode mode, Optional<SealingKeys> keys, Signers signers) {
    this.mode = mode;
    this.keys = mode == SealingMode.OFF ? Optional.empty() : keys;
    this.signers = signers;
  }

  /** [PLT-SEA-031] What devices are told; empty where this server seals nothing. */
  public Optional<SyncDocument.Sealing> told() {
    return keys.flatMap(SealingKeys::current)
        .map(
            certificate ->
                new SyncDocument.Sealing(mode == SealingMode.REQUIRED, List.of(certificate)));
  }

  /** [PLT-SEA-032] For a report that is not sealed, before it is read. */
  public void refuseUnsealed() {
    if (mode == SealingMode.REQUIRED && told().isPresent()) {
      throw new ProblemException(
          ProblemType.SEALING_REQUIRED,
          "This server takes sealed reports only; its sync document has the certificate to seal for",
          Requirement.PLT_SEA_032.id());
    }
  }

  /**
   * Steps 1 to 4 of chapter SEA.
   *
   * @param connected the certificate of the connection
   * @throws ProtocolException when a step refuses
   */
  public Opener.Opened open(AdmittedDevice device, X509Certificate connected, byte[] envelope)
      throws ProtocolException {
    remember(device, connected);
    SealingKeys own =
        keys.filter(each -> each.current().isPresent())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "This server opens no sealed reports",
                        Requirement.PLT_LNK_005.id()));
    return new Opener(own.audience().orElseThrow(), own)
        .open(envelope, device.id(), id -> signers.find(device, connected, id));
  }

  /** [PLT-SEA-029] For what the device seals under this certificate and sends under another. */
  public void remember(AdmittedDevice device, X509Certificate connected) {
    String name = device.id() + " " + KeyId.of(connected).hex();
    if (remembered.contains(name)) {
      return;
    }
    signers.remember(device, connected);
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.add(name);
  }

  /** [PLT-SEA-027] After the document was parsed. */
  public static void compare(SealedHeader header, Report report) throws ProtocolException {
    boolean same =
        header.type().equals(REPORT)
            && header.device().equals(report.device())
            && header.epoch().equals(report.epoch())
            && header.sequence() == report.sequence();
    if (!same) {
      throw new ProtocolException(
          ProblemType.SEAL_MALFORMED,
          Requirement.PLT_SEA_027.id(),
          "The envelope's header says "
              + header.type()
              + " "
              + header.sequence()
              + " of "
              + header.device()
              + ", and its document is another one");
    }
  }
}
