package io.platen.conformance.suite;

import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.EstBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** Somebody with a key who asks a server for a certificate. */
final class Applicant {
  private final ServerUnderTest server;
  private final KeyPair key;
  private String subject = "";
  private @Nullable Extension asked;
  private @Nullable KeyPair signer;

  Applicant(ServerUnderTest server) {
    this(server, "secp256r1");
  }

  Applicant(ServerUnderTest server, String curve) {
    this.server = server;
    this.key = newKey(curve);
  }

  private static KeyPair newKey(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java knows no " + curve, e);
    }
  }

  Applicant named(String name) {
    subject = name;
    return this;
  }

  Applicant asking(Extension extension) {
    asked = extension;
    return this;
  }

  /** Its request is signed by another key than the one in it. */
  Applicant withBorrowedKey() {
    signer = newKey("secp256r1");
    return this;
  }

  /** The request in Base64, one line. */
  String request() {
    try {
      var builder =
          new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), key.getPublic());
      if (asked != null) {
        builder.addAttribute(
            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new Extensions(asked));
      }
      KeyPair by = signer == null ? key : signer;
      byte[] der =
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate()))
              .getEncoded();
      return new String(EstBody.encode(der), StandardCharsets.US_ASCII);
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("A request cannot be made", e);
    }
  }

  /** Enrols with a code. */
  Exchange enrol(ActivationCode code) {
    return enrol(code, request());
  }

  Exchange enrol(ActivationCode code, String body) {
    return server.send(null, enrolment(code, body));
  }

  /** What it sends to enrol. */
  Request enrolment(ActivationCode code) {
    return enrolment(code, request());
  }

  private Request enrolment(ActivationCode code, String body) {
    String typed = code.selector() + ":" + code.secret();
    String basic = Base64.getEncoder().encodeToString(typed.getBytes(StandardCharsets.US_ASCII));
    return post("simpleenroll", body).with("Authorization", "Basic " + basic);
  }

  /** Renews what another has. */
  Exchange renew(@Nullable Identity shown) {
    return server.send(shown, post("simplereenroll", request()));
  }

  private Request post(String operation, String body) {
    return Request.post(server.est(operation), EstBody.REQUEST, Body.of(body));
  }

  /** The certificate for this key in an answer; empty where it holds none. */
  Optional<X509Certificate> certificate(Exchange exchange) {
    return certificates(exchange).stream()
        .filter(each -> each.getPublicKey().equals(key.getPublic()))
        .findFirst();
  }

  /** All certificates in an answer; none where it holds no such body. */
  static List<X509Certificate> certificates(Exchange exchange) {
    if (exchange.status() != 200) {
      return List.of();
    }
    try {
      return EstBody.readCertificates(exchange.outcome().answer().orElseThrow().body().bytes());
    } catch (GeneralSecurityException e) {
      return List.of();
    }
  }

  /** Who it is from now on. */
  Identity identity(X509Certificate certificate) {
    return new Identity("enrolled", List.of(certificate), key.getPrivate());
  }
}
