package io.platen.device.live;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.WaitingPiece;
import io.platen.device.link.Answer;
import io.platen.device.link.Attempts;
import io.platen.device.link.Link;
import io.platen.device.link.LinkFailedException;
import io.platen.device.link.LinkFailure;
import io.platen.device.link.Rest;
import io.platen.device.link.Tried;
import io.platen.device.link.Uploads;
import io.platen.device.store.StoreException;
import io.platen.protocol.Limit;
import io.platen.protocol.live.LiveMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a device without a channel does (chapter CMD): it asks for waiting commands in each cycle,
 * by a question that does not wait, and posts what comes of them while its server can be reached.
 */
public final class CyclePoll {
  /** Documents in one cycle: a server gives a few commands with each. */
  private static final int MOST = 8;

  private final Link link;
  private final Link results;
  private final Attempts attempts;
  private final CommandDesk desk;
  private final InstantSource clock;
  private final Rest<Asked> rest = new Rest<>();

  /** Held while pieces are posted: one thread could overtake another. */
  private final ReentrantLock posting = new ReentrantLock();

  /** Who answered last; null where what waits has to wait for the next cycle. */
  private volatile @Nullable URI host;

  /**
   * @param link of the cycle, whose thread asks: no further connection is made for that
   * @param results for what is posted by other threads
   * @param attempts at update hosts
   */
  public CyclePoll(
      Link link, Link results, Attempts attempts, CommandDesk desk, InstantSource clock) {
    this.link = link;
    this.results = results;
    this.attempts = attempts;
    this.desk = desk;
    this.clock = clock;
    desk.onNews(this::post);
  }

  /** What one host gave. */
  private record Asked(
      URI host,
      Optional<LiveMessage> message,
      Optional<LinkFailure> failure,
      Optional<Duration> wish)
      implements Tried {}

  /**
   * Asks until nothing waits, and gives the server what was left of results.
   *
   * @param named hosts that go before those of the configuration
   * @return why nobody could be asked
   */
  public Optional<LinkFailure> ask(List<URI> named) throws InterruptedException, StoreException {
    attempts.adopt(named);
    synchronized (results) {
      results.refresh();
    }
    boolean more = true;
    for (int asked = 0; more && asked < MOST; asked++) {
      if (rest.standing(clock.instant()).isPresent()) { // [PLT-LNK-013]
        return Optional.empty();
      }
      Asked answer = askOnce();
      if (answer.failure().isPresent()) {
        return answer.failure();
      }
      more = hear(answer.message().orElse(null));
    }
    return Optional.empty();
  }

  private Asked askOnce() throws InterruptedException, StoreException {
    String path = PollCarrier.PATH + desk.last() + PollCarrier.AT_ONCE;
    Asked answer = attempts.once(each -> ask(each, path));
    rest.answered(answer, clock.instant());
    host = answer.failure().isEmpty() ? answer.host() : null;
    post();
    return answer;
  }

  private Asked ask(URI each, String path) {
    try {
      Answer answer = link.ask(each, path, (int) Limit.DOCUMENT_BYTES.value());
      return switch (answer.status()) {
        case 200 -> answered(each, Optional.of(PollCarrier.read(answer)));
        case 204, 403, 404 -> answered(each, Optional.empty()); // the next cycle finds out more
        default ->
            failed(
                each,
                Uploads.failure(answer),
                Uploads.wish(answer, Uploads.problem(answer), clock.instant()));
      };
    } catch (LinkFailedException e) {
      return failed(each, e.failure(), Optional.empty());
    } catch (IOException e) {
      return failed(each, unusable(each, e), Optional.empty());
    }
  }

  private static Asked answered(URI by, Optional<LiveMessage> message) {
    return new Asked(by, message, Optional.empty(), Optional.empty());
  }

  private static Asked failed(URI by, LinkFailure why, Optional<Duration> wish) {
    return new Asked(by, Optional.empty(), Optional.of(why), wish);
  }

  private static LinkFailure unusable(URI by, IOException why) {
    return new LinkFailure(
        by,
        LinkFailure.Kind.ANSWER_UNUSABLE,
        String.valueOf(why.getMessage()),
        "It is asked again in the next cycle; when it stays, look at proxies on the way");
  }

  /** Whether there may be more. */
  private boolean hear(@Nullable LiveMessage message) throws StoreException {
    if (message instanceof LiveMessage.Cancel cancel) {
      desk.cancel(cancel.command());
      return true;
    }
    if (message instanceof LiveMessage.Commands commands) {
      long last = desk.last();
      desk.heard(commands);
      return desk.last() > last;
    }
    return false;
  }

  /** Whichever thread has something new: what cannot be posted now waits for the next cycle. */
  private void post() {
    posting.lock();
    try {
      URI by = host;
      if (by != null) {
        post(by);
      }
    } catch (IOException e) {
      host = null;
    } finally {
      posting.unlock();
    }
  }

  private void post(URI by) throws IOException {
    for (WaitingPiece piece : desk.waiting()) {
      if (ResultPost.send(results, by, piece) instanceof LiveMessage.Taken word) {
        desk.taken(word);
      }
    }
  }
}
