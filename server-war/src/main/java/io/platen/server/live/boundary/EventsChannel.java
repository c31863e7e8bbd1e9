package io.platen.server.live.boundary;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.live.control.Channels;
import io.platen.server.live.control.DeviceChannel;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One open stream of events. What waits for it is bounded, and no thread ever waits for it. */
final class EventsChannel implements DeviceChannel, WriteListener {
  private static final int MOST_WAITING = 16;
  private static final String BEAT = ":\n\n";

  private final ServletOutputStream out;
  private final Runnable complete;

  // All below is guarded by this.
  private final Deque<String> waiting = new ArrayDeque<>();
  private Channels.@Nullable Open open;
  private boolean unflushed;
  private boolean ending;
  private boolean ended;

  EventsChannel(ServletOutputStream out, Runnable complete) {
    this.out = out;
    this.complete = complete;
  }

  /** From now on whoever ends the stream ends that, too. */
  void opened(Channels.Open by) {
    synchronized (this) {
      open = by;
    }
    endWhereEnded();
  }

  @Override
  public String form() {
    return "EVENTS";
  }

  @Override
  public boolean send(LiveMessage message) {
    boolean taken = add(message);
    endWhereEnded();
    return taken;
  }

  private synchronized boolean add(LiveMessage message) {
    if (ended || ending || waiting.size() >= MOST_WAITING) {
      return false;
    }
    String data = Base64.getEncoder().encodeToString(LiveCodec.write(message));
    waiting.add("data: " + data + "\n\n");
    write();
    return !ended;
  }

  @Override
  public void beat() {
    synchronized (this) {
      if (!ended && waiting.isEmpty()) {
        waiting.add(BEAT);
        write();
      }
    }
    endWhereEnded();
  }

  /** Its last word is why. */
  @Override
  public void close(LiveClose why) {
    synchronized (this) {
      if (!ended && !ending) {
        add(new LiveMessage.Bye(why.token()));
        ending = true;
        write();
      }
    }
    endWhereEnded();
  }

  @Override
  public void onWritePossible() {
    synchronized (this) {
      write();
    }
    endWhereEnded();
  }

  @Override
  public void onError(Throwable gone) {
    synchronized (this) {
      finish();
    }
    endWhereEnded();
  }

  /** The device has no channel any more: said once, and while nobody waits for the stream. */
  private void endWhereEnded() {
    Channels.Open by;
    synchronized (this) {
      if (!ended) {
        return;
      }
      by = open;
      open = null;
    }
    if (by != null) {
      by.closed();
    }
  }

  private void write() {
    try {
      while (!ended && out.isReady()) {
        String next = waiting.poll();
        if (next != null) {
          out.write(next.getBytes(StandardCharsets.US_ASCII));
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          if (ending) {
            finish();
          }
          return;
        }
      }
    } catch (IOException e) {
      finish();
    }
  }

  private void finish() {
    if (!ended) {
      ended = true;
      complete.run();
    }
  }
}
