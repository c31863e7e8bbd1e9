package io.platen.server.console;

import io.platen.server.fleet.entity.FleetChange;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One open page that listens. What waits for it is bounded: a page too slow for its changes is told
 * to fetch everything again. No thread ever waits for it.
 */
final class LiveClient implements WriteListener {
  /** Ends a stream, so that what the network lost unseen is lost for minutes only. */
  static final Duration LIFE = Duration.ofMinutes(5);

  /** Keeps proxies from closing a quiet stream. */
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  static final int MOST_WAITING = 64;

  private final String owner;
  private final Set<String> topics;
  private final ServletOutputStream out;
  private final Runnable close;
  private final Instant end;

  // All below is guarded by this.
  private final Set<String> waiting = new LinkedHashSet<>();
  private boolean open;
  private boolean resync;
  private boolean beat;
  private boolean greeted;
  private boolean ended;
  private boolean unflushed;
  private String cursor;
  private Instant lastSent;

  /**
   * @param owner who pays for it when streams are counted
   * @param cursor the last change that it is told of
   * @param close ends the request
   */
  LiveClient(
      String owner,
      Set<String> topics,
      ServletOutputStream out,
      Runnable close,
      Instant now,
      String cursor) {
    this.owner = owner;
    this.topics = Set.copyOf(topics);
    this.out = out;
    this.close = close;
    this.end = now.plus(LIFE);
    this.lastSent = now;
    this.cursor = cursor;
  }

  String owner() {
    return owner;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** There were changes since the page was made; {@code newCursor} names the state now. */
  synchronized void missed(String newCursor) {
    cursor = newCursor;
    resync = true;
  }

  /** Something changed; {@code newCursor} names the state after it. */
  synchronized void changed(Set<String> changed, String newCursor) {
    cursor = newCursor;
    if (changed.contains(FleetChange.ANYTHING)) {
      resync = true;
    }
    changed.stream().filter(topics::contains).forEach(waiting::add);
    if (waiting.size() > MOST_WAITING) {
      resync = true;
    }
    if (resync) {
      waiting.clear();
    }
    if (resync || !waiting.isEmpty()) {
      write();
    }
  }

  /** Time passes: a heartbeat when nothing was sent, and the end when it is due. */
  synchronized void tick(Instant now) {
    if (!now.isBefore(end)) {
      finish();
      return;
    }
    if (!now.isBefore(lastSent.plus(HEARTBEAT))) {
      beat = true;
      lastSent = now;
      write();
    }
  }

  synchronized void finish() {
    if (!ended) {
      ended = true;
      close.run();
    }
  }

  @Override
  public synchronized void onWritePossible() {
    open = true;
    write();
  }

  @Override
  public void onError(Throwable gone) {
    finish();
  }

  private void write() {
    if (!open) {
      return; // the container says when; before that it may not even be asked
    }
    try {
      while (!ended && out.isReady()) {
        String text = next();
        if (!text.isEmpty()) {
          out.write(text.getBytes(StandardCharsets.UTF_8));
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          return;
        }
      }
    } catch (IOException gone) {
      finish();
    }
  }

  /** All that waits, as one text; empty when nothing does. */
  private String next() {
    StringBuilder text = new StringBuilder();
    if (!greeted) {
      greeted = true;
      text.append("retry: 2000\nid: ").append(cursor).append("\nevent: hello\ndata: \n\n");
    }
    if (resync) {
      resync = false;
      text.append("id: ").append(cursor).append("\nevent: resync\ndata: \n\n");
    }
    for (String topic : waiting) {
      text.append("id: ").append(cursor).append("\nevent: change\ndata: ").append(topic);
      text.append("\n\n");
    }
    waiting.clear();
    if (text.isEmpty() && beat) {
      text.append(":\n\n");
    }
    beat = false;
    return text.toString();
  }
}
