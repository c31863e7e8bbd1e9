package io.platen.server.operation;

import io.platen.protocol.Requirement;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.listener.ClientCertHeader;
import io.platen.server.listener.ClientTrust;
import io.platen.server.listener.ForwardedHeader;
import io.platen.server.listener.Listener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the certificate that a listed reverse proxy passes on in the place of the proxy's own, and
 * the address likewise, so that nothing behind it knows of proxies. A header from anyone else is
 * not looked at.
 */
final class ProxyGate extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = System.getLogger(ProxyGate.class.getName());
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private final transient Supplier<List<X509Certificate>> proxies;
  private final transient Map<Listener, ClientTrust> trust;
  private final transient Optional<ForwardedHeader> header;

  /**
   * @param proxies the certificates of those that are listed now
   * @param trust who may be passed on, by where the request arrives
   * @param header in which they say where a request came from
   */
  ProxyGate(
      Supplier<List<X509Certificate>> proxies,
      Map<Listener, ClientTrust> trust,
      Optional<ForwardedHeader> header) {
    this.proxies = proxies;
    this.trust = Map.copyOf(trust);
    this.header = header;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Listener listener = Listener.of(request.getServletPath() + rest(request));
    ClientTrust devices = trust.get(listener);
    List<String> header = Collections.list(request.getHeaders(ClientCertHeader.NAME));
    // [PLT-TLS-047] Who may speak for a device is who TLS says it is, and on the list.
    if (devices == null || !isProxy(request)) {
      if (!header.isEmpty()) {
        LOG.log(Level.WARNING, "Client-Cert of {0}, who is not listed", request.getRemoteAddr());
      }
      chain.doFilter(request, response);
      return;
    }
    try {
      Optional<X509Certificate> passedOn = ClientCertHeader.read(header);
      if (passedOn.isEmpty() && listener == Listener.DEVICE) {
        // [PLT-TLS-048]
        refuse(
            response,
            ProblemType.CERTIFICATE_STRIPPED,
            "The proxy has passed no certificate on; have it ask devices for theirs",
            Requirement.PLT_TLS_048);
        return;
      }
      if (passedOn.isPresent() && !isTrusted(devices, passedOn.get(), response)) {
        return;
      }
      chain.doFilter(new PassedOn(origin(request), passedOn.orElse(null)), response);
    } catch (CertificateException e) {
      refuse(
          response, ProblemType.MALFORMED, String.valueOf(e.getMessage()), Requirement.PLT_TLS_049);
    }
  }

  private HttpServletRequest origin(HttpServletRequest request) {
    return header.map(each -> FromElsewhere.of(request, each)).orElse(request);
  }

  private static String rest(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? "" : rest;
  }

  private boolean isProxy(HttpServletRequest request) {
    return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
        && chain.length > 0
        && proxies.get().contains(chain[0]);
  }

  private static boolean isTrusted(
      ClientTrust devices, X509Certificate certificate, HttpServletResponse response)
      throws IOException {
    try {
      devices.check(certificate);
      return true;
    } catch (CertificateException e) {
      refuse(
          response,
          ProblemType.CERTIFICATE_UNKNOWN,
          "The certificate of "
              + certificate.getSubjectX500Principal().getName()
              + " that the proxy has passed on is not good here: "
              + e.getMessage(),
          Requirement.PLT_TLS_050);
      return false;
    }
  }

  private static void refuse(
      HttpServletResponse response, ProblemType type, String detail, Requirement requirement)
      throws IOException {
    response.setStatus(type.status());
    response.setContentType("application/problem+xml");
    response
        .getOutputStream()
        .write(ProblemCodec.write(new Problem(type, detail, null, null, requirement.id())));
  }

  /** The request as it would be without the proxy. */
  private static final class PassedOn extends HttpServletRequestWrapper {
    private final X509Certificate @Nullable [] chain;

    PassedOn(HttpServletRequest request, @Nullable X509Certificate certificate) {
      super(request);
      this.chain = certificate == null ? null : new X509Certificate[] {certificate};
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return name.equals(CERTIFICATES) ? chain : super.getAttribute(name);
    }
  }
}
