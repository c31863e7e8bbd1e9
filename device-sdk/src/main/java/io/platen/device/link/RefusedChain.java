package io.platen.device.link;

import io.platen.protocol.enrolment.KeyPrint;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * The certificates that a device refused: who opens the site's TLS is named in them.
 *
 * @param chain as it was shown, the host's own first
 * @param isPinned whether a pinned authority stands behind it, at another time or for another name
 * @param validity when all of it is valid
 * @param at the time that it was checked against
 */
record RefusedChain(List<X509Certificate> chain, boolean isPinned, Validity validity, Instant at) {
  RefusedChain {
    chain = List.copyOf(chain);
  }

  X509Certificate leaf() {
    return chain.get(0);
  }

  /** Whether the certificate is for this host. */
  boolean names(URI host) {
    try {
      new DefaultHostnameVerifier().verify(host.getHost(), leaf());
      return true;
    } catch (SSLException e) {
      return false;
    }
  }

  boolean isOwnWork() {
    return leaf().getSubjectX500Principal().equals(leaf().getIssuerX500Principal());
  }

  Voucher voucher() {
    X509Certificate top = chain.get(chain.size() - 1);
    return new Voucher(
        leaf().getIssuerX500Principal().getName(), KeyPrint.of(top.getPublicKey()).hex());
  }

  /** When all certificates of a chain are valid. */
  record Validity(Instant from, Instant to) {
    static Validity of(X509Certificate[] chain) {
      Instant from = Instant.MIN;
      Instant to = Instant.MAX;
      for (X509Certificate each : chain) {
        Instant notBefore = each.getNotBefore().toInstant();
        Instant notAfter = each.getNotAfter().toInstant();
        from = notBefore.isAfter(from) ? notBefore : from;
        to = notAfter.isBefore(to) ? notAfter : to;
      }
      return new Validity(from, to);
    }

    boolean holds(Instant time) {
      return !time.isBefore(from) && !time.isAfter(to);
    }
  }
}
