package io.platen.server.command.control;

import io.platen.protocol.enrolment.ActivationCode;
import io.platen.server.problem.InvalidException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a redirect leads to, as somebody typed or pasted it, and as a device reads it. */
final class RedirectCheck {
  static final List<String> NEEDED =
      List.of("update", "download", "enrolment", "code", "authority");
  static final List<String> ALLOWED =
      List.of("update", "download", "enrolment", "code", "authority", "deactivate");

  private static final int MOST_HOSTS = 2;
  private static final String ADDRESS = "https://host[:port]";

  private RedirectCheck() {}

  /**
   * @throws InvalidException that names the field that is wrong
   */
  static Map<String, String> check(Map<String, String> typed) {
    Map<String, String> checked = new TreeMap<>();
    checked.put("update", hosts("update", typed.get("update")));
    checked.put("download", hosts("download", typed.get("download")));
    checked.put("enrolment", host("enrolment", String.valueOf(typed.get("enrolment")).strip()));
    checked.put("code", code(String.valueOf(typed.get("code"))));
    checked.put("authority", authority(String.valueOf(typed.get("authority"))));
    String deactivate = typed.getOrDefault("deactivate", "false");
    if (!deactivate.equals("true") && !deactivate.equals("false")) {
      throw new InvalidException("deactivate", "It is '" + deactivate + "'", "true or false");
    }
    checked.put("deactivate", deactivate);
    return checked;
  }

  private static String hosts(String name, @Nullable String typed) {
    List<String> hosts = new ArrayList<>();
    for (String each : String.valueOf(typed).strip().split("[\\s,]+", -1)) {
      hosts.add(host(name, each));
    }
    if (hosts.size() > MOST_HOSTS) {
      throw new InvalidException(name, "It names " + hosts.size() + " hosts", "one or two");
    }
    return String.join(" ", hosts);
  }

  private static String host(String name, String typed) {
    try {
      URI host = new URI(typed);
      boolean bare =
          "https".equalsIgnoreCase(host.getScheme())
              && host.getHost() != null
              && host.getUserInfo() == null
              && host.getRawQuery() == null
              && host.getRawFragment() == null
              && (host.getRawPath().isEmpty() || host.getRawPath().equals("/"));
      if (bare) {
        return typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed;
      }
    } catch (URISyntaxException e) {
      // said below, the same as for an address of another kind
    }
    throw new InvalidException(name, "'" + typed + "' is no address of a host", ADDRESS);
  }

  /** A typing error is told here: at the device it would cost a try. */
  private static String code(String typed) {
    return ActivationCode.parse(typed)
        .orElseThrow(
            () ->
                new InvalidException(
                    "code",
                    "It is no activation code, or has a typing error",
                    "SSSS-XXXX-XXXX-XXXX-C, as the other server has shown it"))
        .text();
  }

  /** In PEM, or DER in Base64. */
  private static String authority(String typed) {
    String base64 = typed.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      X509Certificate found = certificate(base64);
      if (found.getBasicConstraints() < 0) {
        throw new InvalidException(
            "authority",
            "It is the certificate of "
                + found.getSubjectX500Principal()
                + ", which is no authority",
            "the certificate that the other server's certificates come from");
      }
      return base64;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidException(
          "authority", "It is no certificate", "one certificate in PEM form, -----BEGIN ...");
    }
  }

  static X509Certificate certificate(String base64) throws GeneralSecurityException {
    byte[] der = Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
