package io.platen.server.live.boundary;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.database.StorageException;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.live.control.Channels;
import io.platen.server.live.control.DeviceChannel;
import io.platen.server.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
      Question question = new Question(async);
      async.addListener(question);
      question.asked(
          channels.open(device, certificate, question, EventsServlet.last(request)), waits);
    } catch (ProblemException e) {
      LiveDoor.refuse(response, e);
    } catch (StorageException e) {
      LiveDoor.refuse(response, LiveDoor.unavailable());
    }
  }

  /** One question that waits. */
  private static final class Question implements DeviceChannel, AsyncListener {
    private final AsyncContext async;
    private Channels.@Nullable Open open;
    private boolean answered;

    Question(AsyncContext async) {
      this.async = async;
    }

    void asked(Channels.Open by, boolean waits) {
      boolean done;
      synchronized (this) {
        open = by;
        done = answered;
      }
      if (done) {
        by.answered();
      } else if (!waits) {
        answer(null);
      }
    }

    @Override
    public String form() {
      return "POLL";
    }

    /** A welcome is no answer: that there is one says as much. */
    @Override
    public boolean send(LiveMessage message) {
      return message instanceof LiveMessage.Welcome || answer(LiveCodec.write(message));
    }

    @Override
    public void close(LiveClose why) {
      answer(LiveCodec.write(new LiveMessage.Bye(why.token())));
    }

    /** The first answers, and whoever comes second has to wait for the next question. */
    private boolean answer(byte @Nullable [] document) {
      Channels.Open by;
      synchronized (this) {
        if (answered) {
          return false;
        }
        answered = true;
        by = open;
      }
      if (by != null) {
        by.answered();
      }
      try {
        HttpServletResponse response = (HttpServletResponse) async.getResponse();
        response.setHeader("Cache-Control", "no-store");
        if (document == null) {
          response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
          response.setContentType("application/vnd.platen+xml");
          response.setContentLength(document.length);
          response.getOutputStream().write(document);
        }
        async.complete();
        return true;
      } catch (IOException | IllegalStateException e) {
        return false; // the device has gone, and asks again
      }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      answer(null);
    }

    @Override
    public void onError(AsyncEvent event) {
      answer(null);
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
