package io.platen.device.link;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;

/** [PLT-LNK-033] Basic at a proxy, with a word about it in the log. */
final class BasicInClear extends BasicScheme {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(BasicInClear.class.getName());

  private final URI proxy;

  BasicInClear(URI proxy) {
    this.proxy = proxy;
  }

  @Override
  public String generateAuthResponse(HttpHost host, HttpRequest request, HttpContext context)
      throws AuthenticationException {
    LOG.log(
        Level.WARNING,
        "The proxy {0} knows no Digest: its password is sent readable to everyone on the way",
        proxy);
    return super.generateAuthResponse(host, request, context);
  }
}
