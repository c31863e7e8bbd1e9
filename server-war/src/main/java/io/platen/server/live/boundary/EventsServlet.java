package io.platen.server.live.boundary;

import io.platen.protocol.live.LiveClose;
import io.platen.server.database.StorageException;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.live.control.Channels;
import io.platen.server.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** The channel as server-sent events; results are posted meanwhile. */
@WebServlet(urlPatterns = "/update/v1/live/events", asyncSupported = true)
@SuppressWarnings("NullAway.Init")
public class EventsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject private transient DeviceDoor door;
  @Inject private transient Channels channels;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      AdmittedDevice device = door.admit(request);
      X509Certificate certificate = DeviceDoor.certificate(request).orElseThrow();
      open(request, response, device, certificate);
    } catch (ProblemException e) {
      LiveDoor.refuse(response, e);
    } catch (StorageException e) {
      LiveDoor.refuse(response, LiveDoor.unavailable());
    }
  }

  private void open(
      HttpServletRequest request,
      HttpServletResponse response,
      AdmittedDevice device,
      X509Certificate certificate)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setHeader("Cache-Control", "no-store");
    // Proxies that collect answers before they pass them on would hold the events back.
    response.setHeader("X-Accel-Buffering", "no");
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    ServletOutputStream out = response.getOutputStream();
    EventsChannel channel = new EventsChannel(out, async::complete);
    out.setWriteListener(channel);
    try {
      channel.opened(channels.open(device, certificate, channel, last(request)));
    } catch (StorageException e) {
      channel.close(LiveClose.LEAVING); // the answer has begun
    }
  }

  /** The highest counter of a command that the device has taken. */
  static long last(HttpServletRequest request) {
    @Nullable String last = request.getParameter("last");
    return last != null && last.matches("[0-9]{1,18}") ? Long.parseLong(last) : 0;
  }
}
