package io.platen.device.redirect;

import io.platen.device.link.Hosts;
import io.platen.protocol.command.Command;
import io.platen.protocol.enrolment.ActivationCode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What a command {@code redirect} says. */
public record RedirectOrder(OtherServer server, ActivationCode code) {

  /**
   * @throws IllegalArgumentException when a parameter is missing or wrong; the message says which
   */
  public static RedirectOrder of(Command command) {
    return new RedirectOrder(
        new OtherServer(
            hosts(command, "update"),
            hosts(command, "download"),
            host("enrolment", needed(command, "enrolment")),
            authority(needed(command, "authority"))),
        ActivationCode.parse(needed(command, "code"))
            .orElseThrow(() -> new IllegalArgumentException("code is no activation code")));
  }

  private static String needed(Command command, String name) {
    return command
        .parameter(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  private static List<URI> hosts(Command command, String name) {
    List<URI> hosts = new ArrayList<>();
    for (String each : needed(command, name).split(" ", -1)) {
      hosts.add(host(name, each));
    }
    if (hosts.size() > 2) {
      throw new IllegalArgumentException(name + " names more than two hosts");
    }
    return hosts;
  }

  private static URI host(String name, String text) {
    try {
      URI host = new URI(text);
      if (Hosts.isBare(host)) {
        return host;
      }
    } catch (URISyntaxException e) {
      // said below, the same as for an address of another kind
    }
    throw new IllegalArgumentException(name + " is no https://host[:port]");
  }

  /** In Base64; only what may vouch for others counts. */
  static X509Certificate authority(String base64) {
    try {
      X509Certificate found =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
      if (found.getBasicConstraints() >= 0) {
        return found;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("authority is no certificate in DER and Base64", e);
    }
    throw new IllegalArgumentException("authority is no authority's certificate");
  }
}
