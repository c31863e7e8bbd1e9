package io.platen.device.link;

import io.platen.device.port.Keys;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Connections that stay open, over the same mutual TLS 1.3 as {@link Link}, through the same proxy,
 * and with the same words for what goes wrong.
 */
public final class LiveSockets {
  private final Keys keys;
  private final @Nullable ProxySettings proxy;
  private final DeviceClock clock;
  private final LinkWatch watch;

  public LiveSockets(Keys keys, @Nullable ProxySettings proxy, DeviceClock clock, LinkWatch watch) {
    this.keys = keys;
    this.proxy = proxy;
    this.clock = clock;
    this.watch = watch;
  }

  /** Each with the keys and authorities as they are now. */
  public Opened open(URI host) throws LinkFailedException {
    PinnedTrust trust = null;
    X509Certificate own = null;
    Socket plain = null;
    boolean open = false;
    try {
      Keys.Material material = keys.load();
      own = material.chain().isEmpty() ? null : material.certificate();
      trust = new PinnedTrust(material.authorities(), clock);
      SSLContext context = HttpClients.tls(material, trust);
      plain = new Tunnel(proxy, clock::elapsed).connect(host);
      SSLSocket socket = secured(context, plain, host);
      if (plain instanceof PatientSocket patient) {
        patient.relax();
      }
      open = true;
      watch.answered(host);
      return new Opened(host, socket, plain);
    } catch (IOException | GeneralSecurityException e) {
      throw failed(host, e, trust, own);
    } finally {
      if (!open && plain != null) {
        closeQuietly(plain);
      }
    }
  }

  private static SSLSocket secured(SSLContext context, Socket plain, URI host) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, host.getHost(), host.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    // [PLT-TLS-010] Name and authority, before the device shows its certificate.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    // [PLT-TLS-042]
    if (socket.getSession().getLocalCertificates() == null) {
      throw new NotAskedException();
    }
    return socket;
  }

  private LinkFailedException failed(
      URI host, Exception e, @Nullable PinnedTrust trust, @Nullable X509Certificate own) {
    Optional<RefusedChain> refused = trust == null ? Optional.empty() : trust.takeRefused();
    LinkFailure failure = Diagnosis.of(host, e, refused, own, watch);
    watch.failed(failure);
    return new LinkFailedException(failure, e);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it was of no use anyway
    }
  }

  /** A connection to a host that has shown who it is. */
  public record Opened(URI host, SSLSocket socket, Socket plain) {
    /** Ends it at once, also where somebody waits for it, in either way: no word is waited for. */
    public void end() {
      closeQuietly(plain);
    }
  }
}
