package io.platen.device.link;

import io.platen.device.link.LinkFailure.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  private static final Pattern PORTAL = Pattern.compile("HTTP/1\\.[01] (30[12378]|511)");
  private static final Pattern NO_TLS = Pattern.compile("Unsupported or unrecognized SSL message");

  /** As the system says it: no packet has left the device. */
  private static final Pattern NO_NETWORK =
      Pattern.compile("Network is (unreachable|down)|Cannot assign requested address");

  private static final Pattern OLD_TLS =
      Pattern.compile("alert: protocol_version|selected protocol version TLS\\S* is not accepted");

  private final URI host;
  private final Throwable thrown;
  private final LinkWatch watch;

  private Diagnosis(URI host, Throwable thrown, LinkWatch watch) {
    this.host = host;
    this.thrown = thrown;
    this.watch = watch;
  }

  /**
   * [PLT-TLS-040]
   *
   * @param refused the certificates that were not trusted, where there were some
   * @param own the device's certificate
   * @param watch knows the device's other hosts
   */
  static LinkFailure of(
      URI host,
      Throwable thrown,
      Optional<RefusedChain> refused,
      @Nullable X509Certificate own,
      LinkWatch watch) {
    Diagnosis diagnosis = new Diagnosis(host, thrown, watch);
    return refused
        .map(chain -> chain.isPinned() ? diagnosis.server(chain) : diagnosis.somebodyElse(chain))
        .orElseGet(() -> diagnosis.other(own));
  }

  /** Its authority is right, so it is the server, and something else is wrong. */
  private LinkFailure server(RefusedChain chain) {
    X509Certificate leaf = chain.leaf();
    if (!chain.validity().holds(chain.at())) {
      boolean early = chain.at().isBefore(chain.validity().from());
      return failure(
          early ? Kind.SERVER_CERTIFICATE_EARLY : Kind.SERVER_CERTIFICATE_EXPIRED,
          "the server's certificate "
              + (early ? "is not valid yet" : "has expired")
              + ": it is valid from "
              + chain.validity().from()
              + " to "
              + chain.validity().to()
              + ", and the device's clock shows "
              + chain.at(),
          early
              ? "Check the device's clock; when that is right, look at the server's"
              : "Check the device's clock; when that is right, have the server's certificate renewed",
          chain);
    }
    if (says(NAME_MISMATCH) || !chain.names(host)) {
      return failure(
          Kind.SERVER_NAME_WRONG,
          "the server's certificate is for another name (" + leaf.getSubjectX500Principal() + ")",
          "Check the address in the configuration, and what the site's DNS makes of it",
          chain);
    }
    return failure(
        Kind.SERVER_UNTRUSTED,
        "the server's certificate is refused (" + message() + ")",
        "Have the server get a certificate for servers from the pinned authority",
        chain);
  }

  /** None of the pinned authorities stands behind it: who is it? */
  private LinkFailure somebodyElse(RefusedChain chain) {
    Voucher voucher = chain.voucher();
    String issuer = "'" + voucher.name() + "' (SHA-256 of its key " + voucher.key() + ")";
    if (!chain.names(host)) {
      return failure(
          Kind.CAPTIVE_PORTAL,
          "somebody else answers instead, with a certificate for "
              + chain.leaf().getSubjectX500Principal()
              + " from "
              + issuer,
          "A captive portal does that: log the device in there, or have it let through; else check"
              + " the address and the site's DNS",
          chain);
    }
    // [PLT-TLS-045] Where others come through, it may be the server itself.
    if (chain.isOwnWork() || watch.isAlone(host, voucher)) {
      return failure(
          Kind.SERVER_UNTRUSTED,
          "the certificate comes from "
              + issuer
              + (chain.isOwnWork()
                  ? ", which is itself"
                  : ", which is none of the pinned authorities, while other hosts show right ones"),
          "Look at the server's certificate first; if that is right, the site opens TLS to this"
              + " host: exempt "
              + exempt()
              + " from inspection",
          chain);
    }
    return failure(
        Kind.TLS_OPENED,
        "TLS to " + host.getHost() + " is opened by " + issuer + ", so nothing was sent",
        "Exempt "
            + exempt()
            + " from inspection there; if the server itself has this certificate, give the device"
            + " its authority",
        chain);
  }

  /** [PLT-TLS-043] All that the device needs, in one go: the next one would be opened next. */
  private String exempt() {
    return Stream.concat(Stream.of(host), watch.hosts().stream())
        .map(URI::getHost)
        .distinct()
        .collect(Collectors.joining(", "));
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
    if (says(NO_NETWORK)) {
      return failure(
          Kind.NO_WAY_OUT,
          "the device's own network has no way there (" + message() + ")",
          "Check the device's address, gateway and cable");
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
    if (PORTAL.matcher(message).find()) {
      return failure(
          Kind.CAPTIVE_PORTAL,
          "the proxy wants the device to log in at a page (" + message + ")",
          "Have the site let the device through without that");
    }
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
    if (has(NotAskedException.class)) {
      return failure(
          Kind.CERTIFICATE_STRIPPED,
          "the host did not ask for the device's certificate, so nothing was sent",
          "Something on the way opens TLS with a certificate that the device trusts, or a proxy"
              + " before the server does not ask: exempt "
              + exempt()
              + " there, or have it ask");
    }
    if (says(NO_TLS)) {
      return failure(
          Kind.CAPTIVE_PORTAL,
          "what answers speaks no TLS",
          "A captive portal does that: log the device in there, or have it let through; else check"
              + " address and port");
    }
    if (says(OLD_TLS)) {
      return failure(
          Kind.TLS_OLD,
          "what answers speaks no TLS 1.3",
          "An old proxy that opens TLS may stand between: exempt " + exempt() + " there");
    }
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
        "Look at the server's log, and for what stands between");
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

  private LinkFailure failure(Kind kind, String what, String advice, RefusedChain chain) {
    return new LinkFailure(host, kind, what, advice, chain.voucher());
  }
}
