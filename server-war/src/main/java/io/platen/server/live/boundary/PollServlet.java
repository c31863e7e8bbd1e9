package io.platen.server.live.boundary;

import io.platen.server.database.StorageException;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.live.control.Channels;
import io.platen.server.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;

/** The channel as long questions: each is answered by the first document, or by nothing. */
@WebServlet(urlPatterns = "/update/v1/live/poll", asyncSupported = true)
@SuppressWarnings("NullAway.Init")
public class PollServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Devices wait for an answer for 30 seconds. */
  private static final Duration LONGEST = Duration.ofSeconds(25);

  @Inject private transient DeviceDoor door;
  @Inject private transient Channels channels;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      AdmittedDevice device = door.admit(request);
      X509Certificate certificate = DeviceDoor.certificate(request).orElseThrow();
      boolean waits = !"0".equals(request.getParameter("wait"));
      AsyncContext async = request.startAsync();
      async.setTimeout(LONGEST.toMillis());
      PollQuestion question = new PollQuestion(async);
      async.addListener(question);
      try {
        question.asked(
            channels.open(device, certificate, question, EventsServlet.last(request)), waits);
      } catch (StorageException e) {
        question.refuse(LiveDoor.unavailable());
      }
    } catch (ProblemException e) {
      LiveDoor.refuse(response, e);
    } catch (StorageException e) {
      LiveDoor.refuse(response, LiveDoor.unavailable());
    }
  }
}
