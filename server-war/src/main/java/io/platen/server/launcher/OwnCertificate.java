package io.platen.server.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The certificate of the listeners that comes from the authority that the server made itself. */
final class OwnCertificate {
  private static final Duration LIFE = Duration.ofDays(730);
  private static final Duration RENEW_BEFORE = Duration.ofDays(240);

  private final Configuration configuration;
  private final Path folder;
  private final InstantSource clock;

  /**
   * @param folder of {@code authority.pem}, made where it is missing
   */
  OwnCertificate(Configuration configuration, Path folder, InstantSource clock) {
    this.configuration = configuration;
    this.folder = folder;
    this.clock = clock;
  }

  /** Makes it, or another one where it is about to end or says what is not so any more. */
  void makeOrRenew(Path certificateFile, Path keyFile)
      throws IOException, GeneralSecurityException {
    Instant now = clock.instant();
    Authority authority =
        Authority.loadOrMake(file("authority.pem"), file("authority.key"), Authority.SERVERS, now);
    if (Files.exists(certificateFile)
        && Files.exists(keyFile)
        && isGood(Pem.readCertificates(certificateFile).get(0), now)) {
      return;
    }
    KeyPair pair = Authority.newKeyPair();
    X509Certificate certificate =
        authority.issueServer(
            pair.getPublic(), names(), distributionPoint(), new Authority.Life(now, LIFE));
    PrivateFiles.write(keyFile, Pem.of(pair.getPrivate()));
    // [PLT-ENR-026] For devices that know the one before alone, what that has certified.
    X509Certificate issuer =
        Files.exists(file("authority-link.pem"))
            ? Pem.readCertificates(file("authority-link.pem")).get(0)
            : authority.certificate();
    PrivateFiles.write(certificateFile, Pem.of(certificate, issuer));
  }

  private boolean isGood(X509Certificate certificate, Instant now)
      throws IOException, GeneralSecurityException {
    Set<String> names = new TreeSet<>();
    Collection<List<?>> present = certificate.getSubjectAlternativeNames();
    if (present != null) {
      present.forEach(name -> names.add(String.valueOf(name.get(1))));
    }
    return names.contains(configuration.text(ServerKey.PUBLIC_HOST))
        && now.plus(RENEW_BEFORE).isBefore(certificate.getNotAfter().toInstant())
        && !new RevocationList(folder, clock).names(certificate)
        && Arrays.equals(
            certificate.getExtensionValue(Extension.cRLDistributionPoints.getId()),
            new DEROctetString(distributionPoint()).getEncoded());
  }

  /** [PLT-TLS-052] */
  private CRLDistPoint distributionPoint() {
    GeneralName url = new GeneralName(GeneralName.uniformResourceIdentifier, listUrl());
    return new CRLDistPoint(
        new DistributionPoint[] {
          new DistributionPoint(new DistributionPointName(new GeneralNames(url)), null, null)
        });
  }

  /** Where everybody reaches the revocation list. */
  String listUrl() {
    String told = configuration.text(ServerKey.CRL_URL);
    return told.isEmpty()
        ? "http://"
            + configuration.text(ServerKey.PUBLIC_HOST)
            + ":"
            + configuration.number(ServerKey.CRL_PORT)
            + RevocationPort.PATH
        : told;
  }

  private List<GeneralName> names() {
    Set<String> hosts = new TreeSet<>(List.of("localhost"));
    String publicHost = configuration.text(ServerKey.PUBLIC_HOST);
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    if (publicHost.matches("[0-9.]+")) {
      if (!publicHost.equals("127.0.0.1")) {
        names.add(new GeneralName(GeneralName.iPAddress, publicHost));
      }
    } else {
      hosts.add(publicHost);
    }
    hosts.forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
    return names;
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
