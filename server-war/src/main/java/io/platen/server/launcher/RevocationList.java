package io.platen.server.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What the authority that the server made itself has revoked of certificates of servers (RFC 5280
 * section 5). [PLT-TLS-053]
 */
final class RevocationList {
  /** How long a list is good. */
  static final Duration LIFE = Duration.ofDays(7);

  /** How old the list is that anyone gets, at most. */
  static final Duration ANEW = Duration.ofDays(1);

  private static final Logger LOG = System.getLogger(RevocationList.class.getName());

  private final Path folder;
  private final InstantSource clock;
  private byte @Nullable [] signed;
  private Instant signedAt = Instant.MIN;

  /**
   * @param folder with {@code authority.pem} and its key; the list is kept there, and what it names
   */
  RevocationList(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * One line of {@code revoked}.
   *
   * @param end of the certificate: soon after it, it need not be named any more
   */
  private record Revoked(BigInteger serial, Instant at, Instant end) {
    static Revoked read(String line) {
      String[] part = line.split(" ", -1);
      return new Revoked(
          new BigInteger(part[0], 16), Instant.parse(part[1]), Instant.parse(part[2]));
    }

    String line() {
      return serial.toString(16) + " " + at + " " + end;
    }
  }

  /** Names a certificate from the next list on; once is enough. */
  void revoke(X509Certificate certificate) throws IOException {
    if (names(certificate)) {
      return;
    }
    List<Revoked> all = new ArrayList<>(revoked());
    all.add(
        new Revoked(
            certificate.getSerialNumber(), clock.instant(), certificate.getNotAfter().toInstant()));
    String text = String.join("\n", all.stream().map(Revoked::line).toList()) + "\n";
    PrivateFiles.write(file("revoked"), text.getBytes(StandardCharsets.US_ASCII));
  }

  boolean names(X509Certificate certificate) throws IOException {
    return revoked().stream().anyMatch(each -> each.serial.equals(certificate.getSerialNumber()));
  }

  private List<Revoked> revoked() throws IOException {
    if (!Files.exists(file("revoked"))) {
      return List.of();
    }
    try {
      return Files.readAllLines(file("revoked")).stream().map(Revoked::read).toList();
    } catch (RuntimeException e) {
      throw new IOException(file("revoked") + " is broken; put it back from a backup", e);
    }
  }

  /** In DER, never older than {@link #ANEW}. */
  synchronized byte[] current() throws IOException, GeneralSecurityException {
    Instant now = clock.instant();
    byte[] known = signed;
    boolean isFresh = !now.isBefore(signedAt) && now.isBefore(signedAt.plus(ANEW));
    if (known == null || !isFresh) {
      known = sign(now);
      PrivateFiles.write(file("servers.crl"), known);
      signed = known;
      signedAt = now;
    }
    return known.clone();
  }

  private byte[] sign(Instant now) throws IOException, GeneralSecurityException {
    Authority authority =
        new Authority(
            Pem.readCertificates(file("authority.pem")).get(0),
            Pem.readKey(file("authority.key"), "EC"));
    X509v2CRLBuilder list =
        new X509v2CRLBuilder(
            X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded()),
            Date.from(now));
    list.setNextUpdate(Date.from(now.plus(LIFE)));
    for (Revoked each : revoked()) {
      // RFC 5280 section 3.3: one regular list after its end names it still.
      if (now.isBefore(each.end.plus(LIFE))) {
        list.addCRLEntry(each.serial, Date.from(each.at), CRLReason.keyCompromise);
      }
    }
    list.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.certificate()));
    list.addExtension(Extension.cRLNumber, false, new CRLNumber(number(now)));
    try {
      return list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.key()))
          .getEncoded();
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /** RFC 5280 section 5.2.3: it only grows, also where several servers have the same authority. */
  private BigInteger number(Instant now) throws IOException {
    BigInteger seconds = BigInteger.valueOf(now.getEpochSecond());
    if (!Files.exists(file("servers.crl"))) {
      return seconds;
    }
    try {
      X509CRL before =
          (X509CRL)
              CertificateFactory.getInstance("X.509")
                  .generateCRL(new ByteArrayInputStream(Files.readAllBytes(file("servers.crl"))));
      byte[] value = before.getExtensionValue(Extension.cRLNumber.getId());
      BigInteger last =
          ASN1Integer.getInstance(ASN1OctetString.getInstance(value).getOctets()).getValue();
      return seconds.max(last.add(BigInteger.ONE));
    } catch (GeneralSecurityException | RuntimeException e) {
      LOG.log(Level.WARNING, file("servers.crl") + " is broken; its number begins anew", e);
      return seconds;
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
