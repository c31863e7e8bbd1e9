package io.platen.device.update.content;

import io.platen.device.link.Backoff;
import io.platen.device.link.LinkFailedException;
import io.platen.device.link.LinkFailure;
import io.platen.device.port.Scheduler;
import io.platen.device.update.content.ContentSource.Body;
import io.platen.protocol.Limit;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches parts of objects from whichever host delivers: goes on after breaks from the byte where
 * it was, and ends at the budget and the deadline. For one update after the other, and one thread.
 */
public final class Downloads {
  /** A request that brought so much was worth it; fewer bytes and a break are a failure. */
  private static final int WORTH = 64 * 1024;

  private static final int TRIES = (int) Limit.TRIES_AT_ONCE.value();

  /** For so long it is waited in place when all hosts ask to; else the caller comes again. */
  private static final Duration SHORT = Duration.ofMinutes(1);

  private final Mirrors mirrors;
  private final ContentSource source;
  private final Scheduler scheduler;
  private final Backoff backoff;
  private DataBudget budget;
  private Duration deadline;
  private @Nullable Duration end;

  /** What was wanted when the budget or the hosts ended it; null where they did not. */
  private @Nullable Sha256 heldBack;

  private Duration rested = Duration.ZERO;
  private long fetched;

  /**
   * @param hosts the preferred first
   * @param patience how long from now on the update may take
   */
  public Downloads(
      List<URI> hosts,
      ContentSource source,
      DataBudget budget,
      Scheduler scheduler,
      Backoff backoff,
      Duration patience) {
    this.mirrors = new Mirrors(hosts);
    this.source = source;
    this.budget = budget;
    this.scheduler = scheduler;
    this.backoff = backoff;
    this.deadline = scheduler.elapsed().plus(patience);
  }

  /**
   * It goes on, from these hosts and with this budget. What is known of hosts stays.
   *
   * @param patience how long from now on the update may take, without what it rests
   * @param until since some moment, when it ends anyway; null where nobody says so
   */
  public void goOn(List<URI> hosts, DataBudget with, Duration patience, @Nullable Duration until) {
    mirrors.use(hosts);
    budget = with;
    deadline = scheduler.elapsed().plus(patience);
    end = until;
  }

  /**
   * Another update begins. What hosts have asked for stays; what they gave wrong was the other's.
   */
  public void forget() {
    mirrors.forgetWrong();
    heldBack = null;
  }

  /**
   * Looks whether what held it back last is over, so that no slot is read only to be held back
   * again.
   *
   * @throws HeldBackException where it is not
   */
  public void demandOpen() throws IOException {
    Sha256 object = heldBack;
    if (object == null) {
      return;
    }
    demandBudget(object);
    Duration now = scheduler.elapsed();
    if (mirrors.choose(object, now).isEmpty()) {
      Optional<Duration> until = mirrors.restUntil(object);
      if (until.isPresent()) {
        demandShort(object, until.get().minus(now));
      }
    }
    heldBack = null;
  }

  /** [PLT-UPD-073] [PLT-UPD-074] */
  private long demandBudget(Sha256 object) throws IOException {
    Duration now = scheduler.elapsed();
    Duration last = end;
    if (now.compareTo(deadline) > 0 || (last != null && now.compareTo(last) > 0)) {
      throw new HeldBackException(
          HeldBackException.Reason.DEADLINE, "The update has taken longer than it may");
    }
    long left = budget.left();
    if (left <= 0) {
      heldBack = object;
      throw new HeldBackException(
          HeldBackException.Reason.BUDGET, "The data budget for updates is spent");
    }
    return left;
  }

  private void demandShort(Sha256 object, Duration rest) throws HeldBackException {
    if (rest.compareTo(SHORT) > 0) {
      heldBack = object;
      throw new HeldBackException(
          HeldBackException.Reason.HOSTS,
          "All hosts that are left ask to wait, for " + rest.toSeconds() + " seconds more");
    }
  }

  /** How long it has waited in place for hosts that asked to. */
  public Duration rested() {
    return rested;
  }

  /** Bytes that have arrived, without what transport adds. */
  public long fetched() {
    return fetched;
  }

  /** A part of an object, which is asked for when the first of it is read. */
  Part part(Sha256 object, long from, long to) {
    return new Part(object, from, to);
  }

  /** Bytes of an object in their order. */
  final class Part implements Closeable {
    private final Sha256 object;
    private final long to;
    private long at;
    private int tries;
    private int sinceFailure;
    private @Nullable Body body;
    private @Nullable URI host;

    private Part(Sha256 object, long from, long to) {
      this.object = object;
      this.at = from;
      this.to = to;
    }

    /**
     * Reads the next bytes, from wherever they can be had.
     *
     * @throws LinkFailedException when no host delivers now
     * @throws HeldBackException at the budget and the deadline, and when hosts ask to wait
     * @throws ContentException when every host has delivered wrong bytes of this object
     */
    byte[] next(int length) throws IOException, InterruptedException {
      byte[] bytes = new byte[length];
      int got = 0;
      while (got < length) {
        got += some(bytes, got);
      }
      if (at == to) {
        close(); // [PLT-UPD-070]
      }
      return bytes;
    }

    private int some(byte[] into, int offset) throws IOException, InterruptedException {
      while (true) {
        int most = (int) Math.min(into.length - offset, allowed());
        try {
          int read = connected().read(into, offset, most);
          if (read < 0) {
            throw new LinkFailedException(brokenOff(), null);
          }
          count(read);
          return read;
        } catch (LinkFailedException e) {
          failed(e);
        }
      }
    }

    private long allowed() throws IOException, InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      try {
        return Math.min(demandBudget(object), to - at);
      } catch (HeldBackException e) {
        close();
        throw e;
      }
    }

    /** [PLT-UPD-075] From the first byte that has not come. */
    private Body connected() throws IOException, InterruptedException {
      Body current = body;
      if (current == null) {
        URI chosen = choose();
        host = chosen;
        current = source.open(chosen, object, at, to);
        body = current;
      }
      return current;
    }

    private URI choose() throws IOException, InterruptedException {
      Optional<URI> chosen = mirrors.choose(object, scheduler.elapsed());
      if (chosen.isPresent()) {
        return chosen.get();
      }
      Duration until =
          mirrors
              .restUntil(object)
              .orElseThrow(
                  () -> new ContentException("Every host delivers wrong bytes of " + object));
      Duration rest = until.minus(scheduler.elapsed());
      demandShort(object, rest);
      scheduler.pause(rest);
      rested = rested.plus(rest);
      deadline = deadline.plus(rest);
      return choose();
    }

    private LinkFailure brokenOff() {
      return new LinkFailure(
          host == null ? URI.create("") : host,
          LinkFailure.Kind.BROKEN_OFF,
          "the object ended before the range that was asked for",
          "It is tried again");
    }

    private void count(int read) throws IOException {
      budget.spend(read);
      fetched += read;
      at += read;
      sinceFailure += read;
      if (host != null && (sinceFailure >= WORTH || at == to)) {
        mirrors.delivered(host);
        tries = 0;
        backoff.reset();
      }
    }

    private void failed(LinkFailedException why) throws IOException, InterruptedException {
      Optional<Duration> wish = why.wish();
      if (host != null) {
        mirrors.broke(host);
        if (wish.isPresent()) {
          mirrors.rest(host, scheduler.elapsed().plus(backoff.after(wish.get())));
        }
      }
      close();
      sinceFailure = 0;
      tries++;
      if (tries >= TRIES) {
        throw why;
      }
      if (wish.isEmpty()) {
        scheduler.pause(backoff.next());
      }
    }

    /** [PLT-UPD-072] What came from this host last was wrong; {@code again} is read anew. */
    void wasWrong(long again) {
      if (host != null) {
        mirrors.deliveredWrong(host, object);
      }
      close();
      at = again;
    }

    @Override
    public void close() {
      if (body != null) {
        body.close();
        body = null;
      }
    }
  }
}
