package io.platen.server.live.boundary;

import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.database.StorageException;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.security.cert.X509Certificate;

/**
 * Lets devices in before anything becomes a channel, and tells the WebSocket which one it is: its
 * handshake sees no certificate, but the request's principal.
 */
@WebFilter(urlPatterns = "/update/v1/live", asyncSupported = true)
@SuppressWarnings("NullAway.Init")
public class LiveDoor extends HttpFilter {
  private static final long serialVersionUID = 1;

  private transient DeviceDoor door;

  /** Not at its making: the container makes it without anything. */
  @Inject
  void use(DeviceDoor door) {
    this.door = door;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    DevicePrincipal principal;
    try {
      AdmittedDevice device = door.admit(request);
      X509Certificate certificate = DeviceDoor.certificate(request).orElseThrow();
      principal = new DevicePrincipal(device, certificate, KeptMemory.of(request));
    } catch (ProblemException e) {
      refuse(response, e);
      return;
    } catch (StorageException e) {
      refuse(response, unavailable());
      return;
    }
    chain.doFilter(new OfDevice(request, principal), response);
  }

  static void refuse(HttpServletResponse response, ProblemException e) throws IOException {
    byte[] document = ProblemCodec.write(e.problem());
    response.setStatus(e.problem().type().status());
    response.setContentType("application/problem+xml");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }

  static ProblemException unavailable() {
    return new ProblemException(ProblemType.UNAVAILABLE, "The database is away", null, 30L);
  }

  private static final class OfDevice extends HttpServletRequestWrapper {
    private final Principal principal;

    OfDevice(HttpServletRequest request, Principal principal) {
      super(request);
      this.principal = principal;
    }

    @Override
    public Principal getUserPrincipal() {
      return principal;
    }
  }
}
