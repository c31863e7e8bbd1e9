package io.platen.device.printer.web;

import io.platen.device.port.Streams;
import io.platen.device.printer.Traffic;
import io.platen.device.printer.web.WebFailure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Asks printers for pages, by HTTP or HTTPS, within hard limits of time and bytes. It follows no
 * redirect to another host, keeps no cookies, never logs in and knows no proxies. Each request has
 * a connection of its own, and the calling thread only. Safe for use by many threads.
 */
public final class WebClient {
  /** What TLS and the heads of answers may add to a page. */
  private static final int BESIDE_THE_BODY = 64 * 1024;

  private final Streams streams;
  private final WebLimits limits;
  private final PinnedTls tls;

  /**
   * @param clock tells when a certificate was seen first
   */
  public WebClient(Streams streams, InstantSource clock, Pins pins, WebLimits limits) {
    this.streams = streams;
    this.limits = limits;
    this.tls = new PinnedTls(pins, clock);
  }

  /**
   * The page, or why there is none.
   *
   * @throws InterruptedException when the thread is interrupted; the connection is closed then
   */
  public WebResult ask(WebRequest request) throws InterruptedException {
    Visit visit = new Visit(limits);
    WebRequest next = request;
    for (int redirects = 0; ; redirects++) {
      WebResult result = hop(visit, next);
      if (!(result instanceof WebPage page) || !Redirect.isOne(next, page)) {
        return result;
      }
      String location = page.header("location").orElseThrow();
      Optional<WebRequest> following = Redirect.next(next, location);
      if (following.isEmpty()) {
        return visit.failed(
            Kind.REDIRECTED_ELSEWHERE,
            next + " sends to " + shortened(location) + ", which is not followed");
      }
      if (redirects == limits.redirects()) {
        return visit.failed(
            Kind.REDIRECTED_TOO_OFTEN, request + " sends on and on, at last to " + following.get());
      }
      next = following.get();
    }
  }

  private static String shortened(String text) {
    int longest = 200;
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  private WebResult hop(Visit visit, WebRequest request) throws InterruptedException {
    WebOrigin origin = request.origin();
    try (Streams.Endpoint endpoint = streams.open()) {
      GuardedSocket socket =
          new GuardedSocket(endpoint, visit.left(), (long) limits.bodyBytes() + BESIDE_THE_BODY);
      try {
        endpoint.connect(origin.address(), min(limits.connect(), visit.left()));
      } catch (SocketTimeoutException e) {
        return visit.failed(
            Kind.UNREACHABLE, "Nothing answers at " + origin + " within the time for connecting");
      } catch (IOException e) {
        return visit.failed(Kind.UNREACHABLE, origin + " takes no connection: " + e.getMessage());
      }
      try {
        return ask(visit, socket, request);
      } finally {
        visit.spent(endpoint.elapsed());
      }
    } catch (IOException e) {
      return visit.failed(Kind.UNREACHABLE, "No connection could be opened: " + e.getMessage());
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private WebResult ask(Visit visit, GuardedSocket socket, WebRequest request)
      throws InterruptedException {
    try {
      WebPage page = exchange(visit, socket, request);
      visit.count(socket);
      return page.with(visit.traffic());
    } catch (PinnedTls.ChangedException e) {
      visit.count(socket);
      return visit.changed(e.change());
    } catch (Exchange.TooLargeException e) {
      visit.count(socket);
      return visit.tooLarge(request);
    } catch (IOException | HttpException e) {
      visit.count(socket);
      return stopped(visit, socket, request).orElseGet(() -> failed(visit, request, e));
    }
  }

  private WebPage exchange(Visit visit, GuardedSocket socket, WebRequest request)
      throws IOException, HttpException, PinnedTls.ChangedException, Exchange.TooLargeException {
    Exchange exchange = new Exchange(limits.bodyBytes());
    if (!request.origin().secure()) {
      visit.request();
      return exchange.over(socket, request);
    }
    SSLSocket secure = tls.over(socket, request.origin());
    visit.request();
    WebPage page = exchange.over(secure, request);
    sayGoodbye(secure);
    return page;
  }

  /** Without a wait for the printer's own goodbye, which many never say. */
  private static void sayGoodbye(SSLSocket secure) {
    try {
      secure.shutdownOutput();
    } catch (IOException e) {
      return; // it has gone first
    }
  }

  private Optional<WebResult> stopped(Visit visit, GuardedSocket socket, WebRequest request)
      throws InterruptedException {
    GuardedSocket.Stop stop = socket.stop();
    if (stop == null) {
      return Optional.empty();
    }
    return switch (stop) {
      case INTERRUPTED -> throw new InterruptedException("Interrupted while reading a page");
      case TOO_MANY_BYTES -> Optional.of(visit.tooLarge(request));
      case TIME_IS_OVER ->
          Optional.of(
              visit.failed(
                  Kind.TIMED_OUT,
                  String.format(
                      Locale.ROOT,
                      "%s did not come whole within %.0f s",
                      request,
                      limits.whole().toMillis() / 1000.0)));
    };
  }

  private static WebResult failed(Visit visit, WebRequest request, Exception e) {
    if (e instanceof SSLException) {
      return visit.failed(
          Kind.NO_TLS,
          "No TLS with "
              + request.origin()
              + ": "
              + e.getMessage()
              + ". Many old printers speak only TLS 1.0 or 1.1, which this Java runtime refuses");
    }
    if (e instanceof MessageConstraintException) {
      return visit.failed(Kind.TOO_LARGE, "The head of " + request + " is too long");
    }
    if (e instanceof HttpException
        || e instanceof MalformedChunkCodingException
        || e instanceof ZipException) {
      return visit.failed(Kind.NOT_HTTP, request + " is not answered in HTTP: " + e.getMessage());
    }
    if (e instanceof ConnectionClosedException
        || e instanceof NoHttpResponseException
        || e instanceof EOFException) {
      return visit.failed(Kind.BROKEN_OFF, request + " ended too early: " + e.getMessage());
    }
    return visit.failed(Kind.BROKEN_OFF, request + " broke off: " + e.getMessage());
  }

  /** What one page costs over all its redirects. */
  private static final class Visit {
    private final WebLimits limits;
    private Duration spent = Duration.ZERO;
    private Traffic traffic = Traffic.NONE;

    Visit(WebLimits limits) {
      this.limits = limits;
    }

    Duration left() {
      return limits.whole().minus(spent);
    }

    void spent(Duration time) {
      spent = spent.plus(time);
    }

    void request() {
      traffic = traffic.plus(new Traffic(1, 0, 0));
    }

    void count(GuardedSocket socket) {
      traffic = traffic.plus(new Traffic(0, socket.bytesOut(), socket.bytesIn()));
    }

    Traffic traffic() {
      return traffic;
    }

    WebFailure failed(Kind kind, String explanation) {
      return new WebFailure(kind, explanation, traffic);
    }

    WebFailure tooLarge(WebRequest request) {
      return failed(Kind.TOO_LARGE, request + " is longer than " + limits.bodyBytes() + " bytes");
    }

    WebFailure changed(CertificateChange change) {
      return new WebFailure(Kind.CERTIFICATE_CHANGED, change.explanation(), traffic, change);
    }
  }
}
