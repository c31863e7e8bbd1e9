package io.platen.device.redirect;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A server that the configuration does not name.
 *
 * @param update hosts that reports go to, the preferred first; one or two
 * @param download hosts that are asked what concerns the device; one or two
 * @param enrolment where certificates come from
 * @param authority that the server's own certificates come from
 */
public record OtherServer(
    List<URI> update, List<URI> download, URI enrolment, X509Certificate authority) {
  public OtherServer {
    update = List.copyOf(update);
    download = List.copyOf(download);
  }
}
