package io.platen.conformance.peers;

import io.platen.conformance.wire.Identity;
import io.platen.protocol.assignment.AssignmentKey;
import io.platen.protocol.order.OrderSigner;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** An authority made for one test, and certificates by it; nothing of it outlives the test. */
public final class PeerPki {
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final GeneralName[] HERE = {
    new GeneralName(GeneralName.dNSName, "localhost"),
    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
  };

  private final X500Name name;
  private final KeyPair keys;
  private final X509Certificate certificate;
  private final Instant now;

  private PeerPki(String name, Instant now) {
    this.name = new X500Name("CN=" + name);
    this.keys = newKeys();
    this.now = now;
    this.certificate = authority();
  }

  public static PeerPki named(String name) {
    return new PeerPki(name, Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private Instant start() {
    return now.minus(2, ChronoUnit.DAYS);
  }

  private Instant end() {
    return now.plus(60, ChronoUnit.DAYS);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Its own key, and the certificate that it has signed itself. */
  Identity self() {
    return new Identity(name.toString(), List.of(certificate), keys.getPrivate());
  }

  /** For a server on loopback. */
  public Identity server() {
    return issue("CN=localhost", KeyPurposeId.id_kp_serverAuth, end());
  }

  /** The same that is valid at another time. */
  Identity server(Instant from, Instant end) {
    return issue("CN=localhost", KeyPurposeId.id_kp_serverAuth, from, end, HERE);
  }

  /** The same that shows who vouches for it. */
  Identity serverWithChain() {
    Identity server = server();
    return new Identity(server.name(), List.of(server.chain().get(0), certificate), server.key());
  }

  /** A server that vouches for itself. */
  static Identity itself() {
    PeerPki own = named("localhost");
    return new Identity("itself", List.of(own.selfIssued()), own.keys.getPrivate());
  }

  private X509Certificate selfIssued() {
    try {
      X509v3CertificateBuilder builder = builder(name, keys.getPublic(), start(), end());
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(HERE));
      return sign(builder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For a server of another name than it has. */
  Identity otherServer() {
    return issue(
        "CN=other.example",
        KeyPurposeId.id_kp_serverAuth,
        start(),
        end(),
        new GeneralName(GeneralName.dNSName, "other.example"));
  }

  /** Of a server that opens sealed reports. */
  public Identity sealing(String audience) {
    return issue("CN=" + audience, null, end());
  }

  /** Of a server that tells devices what to install: id-kp-documentSigning, RFC 9336. */
  Identity assigning(String name) {
    KeyPurposeId documents =
        KeyPurposeId.getInstance(new ASN1ObjectIdentifier(AssignmentKey.DOCUMENT_SIGNING));
    return issue("CN=" + name, documents, end());
  }

  /** Of a server that commands devices. */
  OrderSigner orders() {
    try {
      return OrderSigner.issue(certificate, keys.getPrivate(), now, Duration.ofDays(1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public Identity device(String id) {
    return issue("CN=" + id, KeyPurposeId.id_kp_clientAuth, end());
  }

  public Identity expiredDevice(String id) {
    return issue("CN=" + id, KeyPurposeId.id_kp_clientAuth, now.minus(1, ChronoUnit.DAYS));
  }

  /** For a key that somebody else has; two thirds of its time have passed in six days. */
  X509Certificate issueFor(String subject, PublicKey key) {
    try {
      X509v3CertificateBuilder builder =
          builder(new X500Name(subject), key, start(), now.plus(10, ChronoUnit.DAYS));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      return sign(builder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes {@code name.pem} and {@code name.key.pem}, and gives the certificate's path. */
  public static void write(Identity identity, Path certificate, Path key) throws IOException {
    Files.writeString(certificate, pem(identity.chain()), StandardCharsets.US_ASCII);
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(new PemObject("PRIVATE KEY", identity.key().getEncoded()));
    }
    Files.writeString(key, text.toString(), StandardCharsets.US_ASCII);
  }

  public static String pem(List<X509Certificate> certificates) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      for (X509Certificate each : certificates) {
        pem.writeObject(each);
      }
    }
    return text.toString();
  }

  private Identity issue(String subject, @Nullable KeyPurposeId purpose, Instant end) {
    return issue(subject, purpose, start(), end, HERE);
  }

  private Identity issue(
      String subject,
      @Nullable KeyPurposeId purpose,
      Instant from,
      Instant end,
      GeneralName... names) {
    try {
      KeyPair pair = newKeys();
      X509v3CertificateBuilder builder =
          builder(new X500Name(subject), pair.getPublic(), from, end);
      if (purpose == null) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement));
      } else {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      }
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      // OpenSSL finds a signer by it.
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new Identity(subject, List.of(sign(builder)), pair.getPrivate());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate authority() {
    try {
      X509v3CertificateBuilder builder = builder(name, keys.getPublic(), start(), end());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      return sign(builder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509v3CertificateBuilder builder(
      X500Name subject, PublicKey key, Instant from, Instant end) {
    return new JcaX509v3CertificateBuilder(
        name,
        BigInteger.valueOf(SERIAL.getAndIncrement()),
        Date.from(from),
        Date.from(end),
        subject,
        key);
  }

  private X509Certificate sign(X509v3CertificateBuilder builder) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
