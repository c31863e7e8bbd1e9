package io.platen.server.launcher;

import io.platen.server.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Changes the authorities that a server has made itself, in three steps with a start of the server
 * after each: the next one is named, it takes over, the one before is retired. Devices go along by
 * themselves (RFC 7030 section 4.1.3). Beside them, the server's own certificate is revoked. Each
 * step may be cut short and done again.
 */
final class AuthorityChange {
  /** How long certificates of devices are good that the one before has issued. */
  private static final Duration DEVICES = Duration.ofDays(90);

  private final Configuration configuration;
  private final DataFolder folder;
  private final InstantSource clock;

  AuthorityChange(Configuration configuration, DataFolder folder, InstantSource clock) {
    this.configuration = configuration;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param words for the operator, with what comes next
   * @param subject the certificate that it is about, for the audit
   */
  record Done(String words, String subject) {
    static Done with(X509Certificate certificate, String words) throws GeneralSecurityException {
      byte[] print = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      String name = certificate.getSubjectX500Principal().getName();
      return new Done(words, name + " SHA-256 " + HexFormat.of().formatHex(print));
    }
  }

  /** What somebody asks for. */
  enum Step {
    NEXT,
    SWITCH,
    RETIRE,
    REISSUE
  }

  /**
   * Does one step.
   *
   * @param atOnce retires though devices may show certificates of the one before
   * @throws StartException when it cannot be done; the message says why
   */
  Done run(Step step, boolean atOnce) throws StartException {
    if (configuration.findFile(ServerKey.TLS_CERTIFICATE).isPresent()) {
      throw refused(
          "The server's certificate is one that you brought (platen.tls.certificate), so its"
              + " authority is yours to change: name the next one in platen.tls.authorities, a month"
              + " before the certificate comes from it.");
    }
    try {
      return switch (step) {
        case NEXT -> next();
        case SWITCH -> takeOver();
        case RETIRE -> retire(atOnce);
        case REISSUE -> reissue();
      };
    } catch (IOException | GeneralSecurityException e) {
      throw new StartException(
          ExitCode.START_FAILED,
          "The authorities in " + folder.tls() + " cannot be changed: " + e.getMessage(),
          e);
    }
  }

  private static StartException refused(String why) {
    return new StartException(ExitCode.CONFIGURATION_WRONG, why, null);
  }

  /** [PLT-ENR-025] */
  private Done next() throws IOException, GeneralSecurityException, StartException {
    if (!Files.exists(file("authority.pem"))) {
      throw refused("There is no authority in " + folder.tls() + " yet; start the server once.");
    }
    if (!Files.exists(file("authority-next.pem"))) {
      Authority made = Authority.make(Authority.SERVERS, clock.instant());
      PrivateFiles.write(file("authority-next.key"), Pem.of(made.key()));
      PrivateFiles.write(file("authority-next.pem"), Pem.of(made.certificate()));
    }
    return Done.with(
        Pem.readCertificates(file("authority-next.pem")).get(0),
        "The next authority is "
            + file("authority-next.pem")
            + ". Start the server: its devices learn of it within a day. Wait for a month, then:"
            + " authority switch. People and tools that pin authority.pem need the next one, too.");
  }

  private Done takeOver() throws IOException, GeneralSecurityException, StartException {
    if (!Files.exists(file("authority-next.pem"))) {
      throw refused("There is no next authority; begin with: authority next.");
    }
    Authority next =
        new Authority(
            Pem.readCertificates(file("authority-next.pem")).get(0),
            Pem.readKey(file("authority-next.key"), "EC"));
    X509Certificate current = Pem.readCertificates(file("authority.pem")).get(0);
    if (!Files.exists(file("authority-former.pem")) && !current.equals(next.certificate())) {
      // [PLT-ENR-026] While the old key is still there, it vouches for the new one.
      Authority old = new Authority(current, Pem.readKey(file("authority.key"), "EC"));
      PrivateFiles.write(
          file("authority-link.pem"), Pem.of(old.vouchFor(next.certificate(), clock.instant())));
      changeIssuer();
      PrivateFiles.write(file("authority-former.pem"), Pem.of(current));
    }
    PrivateFiles.write(file("authority.key"), Pem.of(next.key()));
    PrivateFiles.write(file("authority.pem"), Pem.of(next.certificate()));
    Files.deleteIfExists(file("server.pem")); // made anew at the next start, by the new one
    Files.deleteIfExists(file("authority-next.key"));
    Files.deleteIfExists(file("authority-next.pem"));
    return Done.with(
        next.certificate(),
        "The new authority has taken over, and a new one issues the certificates of devices."
            + " Start the server. Those of devices that are out are good until they renew them;"
            + " after "
            + DEVICES.toDays()
            + " days: authority retire.");
  }

  /** The one of devices, with those before behind it in its file: they go on to count. */
  private void changeIssuer() throws IOException, GeneralSecurityException {
    Path certificate = file("enrolment-authority.pem");
    boolean own = configuration.findFile(ServerKey.ENROLMENT_CERTIFICATE).isEmpty();
    if (!own || !Files.exists(certificate)) {
      return;
    }
    String secret =
        KeyFile.secret(configuration.findFile(ServerKey.SECRET_FILE).orElse(folder.secret()));
    List<X509Certificate> all = new ArrayList<>(Pem.readCertificates(certificate));
    Authority made = Authority.make(Authority.unique(Authority.DEVICES), clock.instant());
    all.add(0, made.certificate());
    // A key without its certificate keeps the server from starting, until this step is done again.
    PrivateFiles.write(file("enrolment-authority.key"), KeyFile.encrypted(made.key(), secret));
    PrivateFiles.write(certificate, Pem.of(all.toArray(new X509Certificate[0])));
  }

  private Done retire(boolean atOnce) throws IOException, GeneralSecurityException, StartException {
    if (!Files.exists(file("authority-former.pem"))) {
      throw refused("There is no former authority to retire.");
    }
    X509Certificate current = Pem.readCertificates(file("authority.pem")).get(0);
    List<X509Certificate> issuers = Pem.readCertificates(file("enrolment-authority.pem"));
    Instant end = issuers.get(0).getNotBefore().toInstant().plus(DEVICES);
    if (!atOnce && issuers.size() > 1 && clock.instant().isBefore(end)) {
      throw refused(
          "Devices may show certificates of the former authority until "
              + end
              + ". --now retires it all the same: those devices need new activation codes.");
    }
    X509Certificate former = Pem.readCertificates(file("authority-former.pem")).get(0);
    PrivateFiles.write(file("enrolment-authority.pem"), Pem.of(issuers.get(0)));
    Files.deleteIfExists(file("authority-link.pem"));
    if (Files.exists(file("server.pem"))) {
      List<X509Certificate> chain = Pem.readCertificates(file("server.pem"));
      PrivateFiles.write(file("server.pem"), Pem.of(chain.get(0), current));
    }
    Files.deleteIfExists(file("authority-former.pem"));
    return Done.with(
        former,
        "The former authority is retired. Start the server; its devices drop it within a day.");
  }

  /** [PLT-TLS-053] The certificate that is there is revoked; the next start makes another. */
  private Done reissue() throws IOException, GeneralSecurityException, StartException {
    if (!Files.exists(file("server.pem"))) {
      throw refused("There is no certificate in " + folder.tls() + "; the next start makes one.");
    }
    X509Certificate revoked = Pem.readCertificates(file("server.pem")).get(0);
    // First: one that is named is not used again, even when this is cut short after it.
    new RevocationList(folder.tls(), clock).revoke(revoked);
    Files.deleteIfExists(file("server.pem"));
    Files.deleteIfExists(file("server.key"));
    return Done.with(
        revoked,
        "The certificate with the serial number "
            + revoked.getSerialNumber().toString(16)
            + " is revoked. Start the server: it makes itself another key and certificate, and its"
            + " revocation list names this one.");
  }

  private Path file(String name) {
    return folder.tls().resolve(name);
  }
}
