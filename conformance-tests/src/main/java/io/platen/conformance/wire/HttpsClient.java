package io.platen.conformance.wire;

import io.platen.conformance.wire.Outcome.Answered;
import io.platen.conformance.wire.Outcome.Away;
import io.platen.conformance.wire.Outcome.Broken;
import io.platen.conformance.wire.Outcome.Refused;
import io.platen.conformance.wire.Outcome.Silent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Sends one request a connection and tells a refusal from silence and from a peer that is away. */
public final class HttpsClient {
  private final List<X509Certificate> authorities;
  private final Duration patience;
  private final boolean careful;
  private final Way way;
  private final long drains;
  private final InstantSource clock;
  private final boolean mutual;

  /** How a connection comes about. */
  public interface Way {
    /** Where to connect to, for this host. */
    InetSocketAddress first(URI host);

    /** What is said before TLS begins. */
    void open(Socket socket, URI host) throws IOException;
  }

  /**
   * @param authorities who may vouch for the server; nobody else
   * @param patience how long to wait for a connection, and for each part of an answer
   */
  public HttpsClient(List<X509Certificate> authorities, Duration patience) {
    this(authorities, patience, true, new Straight(), 0, InstantSource.system(), false);
  }

  private HttpsClient(
      List<X509Certificate> authorities,
      Duration patience,
      boolean careful,
      Way way,
      long drains,
      InstantSource clock,
      boolean mutual) {
    this.authorities = List.copyOf(authorities);
    this.patience = patience;
    this.careful = careful;
    this.way = way;
    this.drains = drains;
    this.clock = clock;
    this.mutual = mutual;
  }

  /** Of a device that is wrong on purpose: it takes any certificate for any name. */
  public static HttpsClient careless(Duration patience) {
    return new HttpsClient(
        List.of(), patience, false, new Straight(), 0, InstantSource.system(), false);
  }

  /** The same by another way. */
  public HttpsClient by(Way other) {
    return new HttpsClient(authorities, patience, careful, other, drains, clock, mutual);
  }

  /** The same that checks certificates at another time. */
  public HttpsClient at(InstantSource time) {
    return new HttpsClient(authorities, patience, careful, way, drains, time, mutual);
  }

  /** The same that sends nothing to a host which does not ask who comes. */
  public HttpsClient mutual() {
    return new HttpsClient(authorities, patience, careful, way, drains, clock, true);
  }

  /** Of a device that is wrong on purpose: it reads so much of an answer that is far too long. */
  public HttpsClient draining(long bytes) {
    return new HttpsClient(authorities, patience, careful, way, bytes, clock, mutual);
  }

  /** To the host itself. */
  private static final class Straight implements Way {
    @Override
    public InetSocketAddress first(URI host) {
      return new InetSocketAddress(host.getHost(), host.getPort() < 0 ? 443 : host.getPort());
    }

    @Override
    public void open(Socket socket, URI host) {}
  }

  public Exchange exchange(@Nullable Identity identity, Hello hello, Request request) {
    String who = identity == null ? "no certificate" : "certificate " + identity.name();
    return new Exchange(who, hello.toString(), request, outcome(identity, hello, request));
  }

  /**
   * What comes of the content that is asked for, up to so much, and be it cut off.
   *
   * @param leastRate in bytes a second, below which it is given up
   * @throws IOException where nothing came at all
   */
  public byte[] part(@Nullable Identity identity, Request request, int most, long leastRate)
      throws IOException {
    try (Socket plain = new Socket()) {
      plain.setTcpNoDelay(true);
      plain.connect(way.first(request.uri()), Math.toIntExact(patience.toMillis()));
      plain.setSoTimeout(Math.toIntExact(patience.toMillis()));
      try (Socket socket =
          context(identity)
              .getSocketFactory()
              .createSocket(plain, request.uri().getHost(), plain.getPort(), true)) {
        write(socket, request);
        return ResponseReader.part(
            new BufferedInputStream(socket.getInputStream()), most, leastRate);
      }
    }
  }

  /** The certificates that a host shows, whoever it is; none where it does not answer. */
  public List<X509Certificate> shown(URI uri) {
    try (Socket plain = new Socket()) {
      plain.connect(way.first(uri), Math.toIntExact(patience.toMillis()));
      plain.setSoTimeout(Math.toIntExact(patience.toMillis()));
      try (SSLSocket socket =
          (SSLSocket)
              Tls.careless(null)
                  .getSocketFactory()
                  .createSocket(plain, uri.getHost(), plain.getPort(), true)) {
        socket.startHandshake();
        return Arrays.stream(socket.getSession().getPeerCertificates())
            .map(X509Certificate.class::cast)
            .toList();
      }
    } catch (IOException e) {
      return List.of();
    }
  }

  private Outcome outcome(@Nullable Identity identity, Hello hello, Request request) {
    try (Socket plain = new Socket()) {
      // The end of the handshake and the request would else wait for the peer's acknowledgement.
      plain.setTcpNoDelay(true);
      plain.connect(way.first(request.uri()), Math.toIntExact(patience.toMillis()));
      plain.setSoTimeout(Math.toIntExact(patience.toMillis()));
      way.open(plain, request.uri());
      return overTls(plain, identity, hello, request);
    } catch (SocketTimeoutException e) {
      return new Away("no connection within " + patience.toSeconds() + " s");
    } catch (IOException e) {
      return new Away(request.uri().getAuthority() + ": " + e.getMessage());
    }
  }

  private SSLContext context(@Nullable Identity identity) {
    return careful ? Tls.context(authorities, identity, clock.instant()) : Tls.careless(identity);
  }

  private Outcome overTls(Socket plain, @Nullable Identity identity, Hello hello, Request request) {
    URI uri = request.uri();
    SSLContext context = context(identity);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, uri.getHost(), uri.getPort(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      hello.begin(socket, parameters);
      // The pinned authority alone would let any of its servers answer for this name.
      parameters.setEndpointIdentificationAlgorithm(careful ? "HTTPS" : "");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      if (mutual && identity != null && socket.getSession().getLocalCertificates() == null) {
        return new Broken("the server has not asked who comes");
      }
      return overHttp(socket, request);
    } catch (SocketTimeoutException e) {
      return new Silent("nothing within " + patience.toSeconds() + " s");
    } catch (ProtocolException e) {
      return new Broken("the answer is no HTTP/1.1: " + e.getMessage());
    } catch (IOException e) {
      return ownDoing(e)
          ? new Broken("the server's certificate was not accepted: " + e.getMessage())
          : new Refused(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the handshake failed because the suite did not accept the server. */
  private static boolean ownDoing(IOException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof java.security.cert.CertificateException
          || cause instanceof java.security.cert.CertPathValidatorException) {
        return true;
      }
    }
    return false;
  }

  private Outcome overHttp(SSLSocket socket, Request request) throws IOException {
    // A server may answer before it has read everything, so reading does not wait for writing.
    Thread writer = new Thread(() -> write(socket, request), "request-writer");
    writer.setDaemon(true);
    writer.start();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    try {
      return new Answered(ResponseReader.read(in, request.method()));
    } catch (ProtocolException e) {
      for (long left = drains; left > 0 && in.read() >= 0; left--) {
        left -= in.skip(left - 1);
      }
      throw e;
    }
  }

  private static void write(Socket socket, Request request) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(request.head());
      out.write(request.body().bytes());
      out.flush();
    } catch (IOException e) {
      // The peer closed early; what it said, or that it said nothing, is what the reader finds.
      System.getLogger(HttpsClient.class.getName())
          .log(System.Logger.Level.TRACE, "The peer took no more bytes", e);
    }
  }
}
