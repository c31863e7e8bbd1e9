package io.platen.server.notice.control;

import io.platen.server.notice.entity.Channel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Sends what is due. At least once: who dies between sending and noting it leaves the notice to
 * another node, which sends it again under the same id.
 */
public final class Delivery {
  /** Of one turn; what is left is due in the next. */
  private static final int MOST = 50;

  private static final Logger LOG = System.getLogger(Delivery.class.getName());

  private final Outbox outbox;
  private final Sender sender;
  private final NoticeText text;
  private final Backoff backoff;
  private final InstantSource clock;

  public Delivery(
      Outbox outbox, Sender sender, NoticeText text, Backoff backoff, InstantSource clock) {
    this.outbox = outbox;
    this.sender = sender;
    this.text = text;
    this.backoff = backoff;
    this.clock = clock;
  }

  /** How many were tried. */
  public int deliver(Channel.Kind kind) {
    for (int tried = 0; tried < MOST; tried++) {
      Optional<Claimed> next = outbox.claim(kind, clock.instant());
      if (next.isEmpty()) {
        return tried;
      }
      end(next.get(), sender.send(text.letter(next.get(), clock.instant())));
    }
    return MOST;
  }

  private void end(Claimed notice, Outcome outcome) {
    Instant now = clock.instant();
    if (outcome instanceof Outcome.Sent) {
      outbox.sent(notice, now);
    } else if (outcome instanceof Outcome.Never never) {
      fail(notice, now, never.why());
    } else if (outcome instanceof Outcome.Later later) {
      if (now.isAfter(notice.begun().plus(Backoff.GIVE_UP))) {
        fail(notice, now, later.why());
      } else {
        outbox.later(notice, now.plus(backoff.after(notice.tries())), SafeText.line(later.why()));
      }
    }
  }

  private void fail(Claimed notice, Instant now, String why) {
    outbox.failed(notice, now, SafeText.line(why));
    LOG.log(
        Level.WARNING,
        "Notice {0} could not be delivered by channel {1}; the console lists it",
        notice.id(),
        notice.channel().id());
  }
}
