package io.platen.server.live.boundary;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.live.control.Channels;
import io.platen.server.live.control.DeviceChannel;
import io.platen.server.problem.ProblemException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** One question that waits for its answer. */
final class PollQuestion implements DeviceChannel, AsyncListener {
  private static final Logger LOG = System.getLogger(PollQuestion.class.getName());

  private final AsyncContext async;
  private Channels.@Nullable Open open;
  private boolean answered;

  PollQuestion(AsyncContext async) {
    this.async = async;
  }

  /** How the response is written. */
  private interface Answer {
    void to(HttpServletResponse response) throws IOException;
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
      answer(PollQuestion::nothing);
    }
  }

  /** There is no channel. */
  void refuse(ProblemException why) {
    answer(response -> LiveDoor.refuse(response, why));
  }

  @Override
  public String form() {
    return "POLL";
  }

  @Override
  public boolean endsWithDocument() {
    return true;
  }

  /** A welcome is no answer: that there is one says as much. */
  @Override
  public boolean send(LiveMessage message) {
    return message instanceof LiveMessage.Welcome || answer(response -> write(response, message));
  }

  @Override
  public void close(LiveClose why) {
    answer(response -> write(response, new LiveMessage.Bye(why.token())));
  }

  /** The first answers, and whoever comes second has to wait for the next question. */
  private boolean answer(Answer answer) {
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
      answer.to((HttpServletResponse) async.getResponse());
      return true;
    } catch (IOException | IllegalStateException e) {
      return false; // the device has gone, and asks again
    } finally {
      complete();
    }
  }

  private static void nothing(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static void write(HttpServletResponse response, LiveMessage message) throws IOException {
    byte[] document = LiveCodec.write(message);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/vnd.platen+xml");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }

  /** Also where the answer could not be written: nobody else ends it. */
  private void complete() {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "A question had ended", e);
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    answer(PollQuestion::nothing);
  }

  @Override
  public void onError(AsyncEvent event) {
    answer(PollQuestion::nothing);
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
