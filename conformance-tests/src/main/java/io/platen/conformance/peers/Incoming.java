package io.platen.conformance.peers;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpsExchange;
import java.io.InputStream;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * One request to a fake server.
 *
 * @param body can be read once
 * @param shown the certificate of who asks, by TLS
 */
record Incoming(
    String method, URI uri, Headers headers, InputStream body, Optional<X509Certificate> shown) {

  static Incoming of(HttpsExchange exchange) {
    return new Incoming(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        exchange.getRequestHeaders(),
        exchange.getRequestBody(),
        shown(exchange));
  }

  private static Optional<X509Certificate> shown(HttpsExchange exchange) {
    try {
      return Optional.of((X509Certificate) exchange.getSSLSession().getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /** One parameter of the query; empty where it is not there. */
  Optional<String> parameter(String name) {
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    for (String each : query.split("&", -1)) {
      if (each.startsWith(name + "=")) {
        return Optional.of(each.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }
}
