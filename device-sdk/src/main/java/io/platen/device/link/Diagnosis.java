package io.platen.device.link;

import io.platen.device.link.LinkFailure.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.impl.TunnelRefusedException;
import org.jspecify.annotations.Nullable;

/** Tells from an exception what is wrong and what to do. */
final class Diagnosis {
  private static final Pattern NAME_MISMATCH =
      Pattern.compile("(?i)no subject alternative|no name matching|doesn't match");
  private static final Pattern OUR_CERTIFICATE_REFUSED =
      Pattern.compile(
          "alert: (bad_certificate|certificate_\\w+|unsupported_certificate|unknown_ca"
              + "|access_denied|handshake_failure)");

  private final URI host;
  private final Throwable thrown;
  private final Instant now;

  private Diagnosis(URI host, Throwable thrown, Instant now) {
    this.host = host;
    this.thrown = thrown;
    this.now = now;
  }

  /**
   * @param refused the server certificate that was not trusted, where there was one
   * @param own the device's certificate
   * @param now the time by which certificates are checked
   */
  static LinkFailure of(
      URI host,
      Throwable thrown,
      Optional<X509Certificate> refused,
      @Nullable X509Certificate own,
      Instant now) {
    Diagnosis diagnosis = new Diagnosis(host, thrown, now);
    return refused.isPresent() ? diagnosis.server(refused.get()) : diagnosis.other(own);
  }

  private LinkFailure server(X509Certificate certificate) {
    if (has(CertificateExpiredException.class) || has(CertificateNotYetValidException.class)) {
      return failure(
          Kind.SERVER_CERTIFICATE_EXPIRED,
          "the server's certificate is valid from "
              + certificate.getNotBefore().toInstant()
              + " to "
              + certificate.getNotAfter().toInstant()
              + ", but here it is "
              + now,
          "Check the device's clock, then have the server's certificate renewed");
    }
    if (says(NAME_MISMATCH)) {
      return failure(
          Kind.SERVER_NAME_WRONG,
          "the server's certificate is for another name ("
              + certificate.getSubjectX500Principal()
              + ")",
          "Check the address in the configuration; a captive portal or a proxy may answer instead");
    }
    return failure(
        Kind.SERVER_UNTRUSTED,
        "the server's certificate comes from "
            + certificate.getIssuerX500Principal()
            + ", which is none of the pinned authorities",
        "If something on the way opens TLS, exempt this host from it; if the server is right, give"
            + " the device its authority");
  }

  private LinkFailure other(@Nullable X509Certificate own) {
    if (has(GeneralSecurityException.class) && !has(SSLException.class)) {
      return failure(
          Kind.OWN_KEYS,
          "the device's own key or certificate cannot be used: " + message(),
          "Mend the files that the configuration names");
    }
    if (has(TunnelRefusedException.class)) {
      return proxy();
    }
    if (has(UnknownHostException.class)) {
      return failure(
          Kind.NAME_UNKNOWN,
          "the name is not known",
          "Check the name, the DNS server and the proxy");
    }
    if (has(SocketTimeoutException.class)) {
      return failure(
          Kind.TIMED_OUT, "nothing came in time", "Check firewall and proxy, or the server's load");
    }
    if (has(ConnectException.class) || has(NoRouteToHostException.class)) {
      return failure(
          Kind.NOT_REACHABLE,
          "no connection could be made",
          "Check address, port and firewall, and that the server runs");
    }
    return has(SSLException.class) ? tls(own) : brokenOff(own);
  }

  private LinkFailure proxy() {
    String message = message();
    return message.contains(" 407")
        ? failure(
            Kind.PROXY_LOGIN,
            "the proxy refused the login",
            "Check proxy user and password; a proxy that knows only Basic needs"
                + " proxy.basic-in-clear=true, which sends the password readable")
        : failure(
            Kind.PROXY_REFUSED,
            "the proxy made no way through (" + message + ")",
            "Have the proxy's rules let the device reach this host");
  }

  private LinkFailure tls(@Nullable X509Certificate own) {
    if (has(SSLPeerUnverifiedException.class)) {
      return failure(
          Kind.SERVER_NAME_WRONG,
          "the server's certificate is for another name",
          "Check the address in the configuration");
    }
    if (says(OUR_CERTIFICATE_REFUSED)) {
      return failure(
          Kind.CERTIFICATE_REFUSED,
          "the server refused the device's certificate (" + message() + validity(own) + ")",
          "Check on the server that the device's authority is trusted, and that the certificate is"
              + " neither expired nor revoked");
    }
    return failure(
        Kind.TLS,
        "TLS failed (" + message() + ")",
        "The host must speak TLS 1.3; a captive portal or an old proxy may answer instead");
  }

  private static String validity(@Nullable X509Certificate own) {
    return own == null ? "" : "; it is valid to " + own.getNotAfter().toInstant();
  }

  private LinkFailure brokenOff(@Nullable X509Certificate own) {
    return failure(
        Kind.BROKEN_OFF,
        "the connection ended before the answer was complete (" + message() + ")",
        "As a rule the server was stopped or something on the way cut it. When it stays, the server"
            + " may refuse the device's certificate without a word"
            + (own == null ? "" : ", which is valid to " + own.getNotAfter().toInstant()));
  }

  private boolean has(Class<? extends Throwable> type) {
    return find(type).isPresent();
  }

  private Optional<Throwable> find(Class<? extends Throwable> type) {
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < 12; depth++) {
      if (type.isInstance(each)) {
        return Optional.of(each);
      }
      each = each.getCause();
    }
    return Optional.empty();
  }

  private boolean says(Pattern pattern) {
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < 12; depth++) {
      if (each.getMessage() != null && pattern.matcher(each.getMessage()).find()) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }

  /** Of the innermost cause: the outer ones repeat it. */
  private String message() {
    Throwable innermost = thrown;
    for (int depth = 0; innermost.getCause() != null && depth < 12; depth++) {
      innermost = innermost.getCause();
    }
    String text = innermost.getMessage();
    return text == null ? innermost.getClass().getSimpleName() : text;
  }

  private LinkFailure failure(Kind kind, String what, String advice) {
    return new LinkFailure(host, kind, what, advice);
  }
}
