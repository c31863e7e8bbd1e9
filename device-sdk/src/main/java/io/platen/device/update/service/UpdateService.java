package io.platen.device.update.service;

import io.platen.device.port.Scheduler;
import io.platen.device.port.Storage;
import io.platen.device.report.UpdateNews;
import io.platen.device.update.Next;
import io.platen.device.update.Refusal;
import io.platen.device.update.Result;
import io.platen.device.update.Stage;
import io.platen.device.update.Terms;
import io.platen.device.update.UpdateSettings;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.UpdateStatus.Waits;
import io.platen.device.update.Updater;
import io.platen.device.update.Window;
import io.platen.protocol.assignment.AssignmentException;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.update.MetadataException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The device's updates, beside its readings and never in their way: on a thread of its own it asks
 * what to install after each sync, and steps through what was assigned. Nothing is thrown from it.
 */
public final class UpdateService implements AutoCloseable {
  private static final Logger LOG = System.getLogger(UpdateService.class.getName());
  private static final Duration LOOK_FOR_CONSENT = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
  private static final Duration PROGRESS = Duration.ofMinutes(1);

  private final UpdateSettings settings;
  private final Updater updater;
  private final Orders orders;
  private final UpdateNews news;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private final Storage storage;
  private final Acknowledged acknowledged;
  private final Listener listener;
  private Scheduler.@Nullable Task waiting;
  private @Nullable String consentAsked;
  private @Nullable UpdateState shown;
  private Duration shownAt = Duration.ZERO;
  private boolean ended;
  private volatile boolean closed;

  /** Hears what the service does, on its thread. */
  public interface Listener {
    /** It has come further: worth a report. */
    void changed(UpdateStatus status);

    /** Somebody at the site has to agree. */
    void consentAsked(String release);

    /** Something that someone may have to look at. */
    void problem(String message);
  }

  UpdateService(
      UpdateSettings settings,
      Updater updater,
      Orders orders,
      UpdateNews news,
      Scheduler scheduler,
      InstantSource clock,
      Storage storage,
      Listener listener)
      throws IOException {
    this.settings = settings;
    this.updater = updater;
    this.orders = orders;
    this.news = news;
    this.scheduler = scheduler;
    this.clock = clock;
    this.storage = storage;
    this.acknowledged = new Acknowledged(storage);
    this.listener = listener;
    orders.onProgress(this::progressed);
  }

  /** Whether what runs has to prove itself, as far as the journal can be read. */
  public boolean isOnTrial() {
    try {
      Stage stage = updater.status().stage();
      return stage == Stage.ARMED || stage == Stage.TRIAL;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * [PLT-UPD-340] Tells how it stands in a device that does not start it, for a cycle by itself.
   *
   * @throws IOException when the journal cannot be read
   */
  public void tellUnstarted() throws IOException {
    news.is(now(null));
  }

  /** Sees what was started, and goes on from there. */
  public void start() {
    soon(this::work);
  }

  /** The site lets no software in: what is not armed yet rests, and the server hears why. */
  public void closeToReleases() {
    closed = true;
  }

  /** The device has synced: the server is asked for an assignment. May come from any thread. */
  public void synced(Wishes wishes) {
    orders.ask(wishes);
    soon(this::work);
  }

  /** More is known of the device's health: what is on trial waits no longer. From any thread. */
  public void look() {
    soon(this::work);
  }

  /** Somebody at the site agrees. May come from any thread. */
  public void agree(String release) {
    soon(
        () -> {
          try {
            updater.agree(release);
            work();
          } catch (IOException e) {
            failed(e);
          }
        });
  }

  /** The server knows this result. May come from any thread. [PLT-UPD-218] */
  public void acknowledged(UpdateState.Result known) {
    soon(() -> settle(known));
  }

  private void soon(Runnable work) {
    try {
      scheduler.after(Duration.ZERO, work);
    } catch (IllegalStateException | RejectedExecutionException e) { // the device is being closed
      LOG.log(Level.DEBUG, "Nothing more is done for updates", e);
    }
  }

  private void settle(UpdateState.Result known) {
    try {
      Result last = updater.status().last();
      if (last != null && last.release().equals(known.release()) && last.at().equals(known.at())) {
        acknowledged.keep(last);
        end();
        work();
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /** A refusal is no end: something else may be under way. */
  private void end() throws IOException {
    if (updater.status().stage().isEnd()) {
      updater.reported();
      orders.forget();
    }
  }

  /** Asks where that is due, and does all that can be done now. */
  private void work() {
    if (ended) {
      return;
    }
    try {
      orders.takeDue().ifPresent(this::ask);
      step();
    } catch (InterruptedException | InterruptedIOException e) {
      ended = true;
      Thread.currentThread().interrupt(); // the device is being closed
    } catch (IOException e) {
      failed(e);
    } catch (RuntimeException | Error e) { // a fault of ours must not end readings
      tryAgain("The work on updates failed: " + e, e);
    }
  }

  private void failed(IOException e) {
    tryAgain("Updating failed, it is tried again: " + e.getMessage(), e);
  }

  private void tryAgain(String message, Throwable why) {
    LOG.log(Level.WARNING, "Updating failed", why);
    listener.problem(message);
    later(AFTER_FAILURE);
    try {
      show(null); // whatever fails must not keep a result from the server
    } catch (IOException | RuntimeException other) {
      LOG.log(Level.DEBUG, "How updates stand cannot be told", other);
    }
  }

  private void later(Duration delay) {
    if (waiting != null) {
      waiting.cancel();
    }
    waiting = scheduler.after(delay.isNegative() ? Duration.ZERO : delay, this::work);
  }

  private void step() throws IOException, InterruptedException {
    noteStart();
    Next next = new Next.Again();
    while (next instanceof Next.Again) {
      if (rests()) {
        show(closed ? Waiting.FOR_SITE : Waiting.FOR_ASSIGNMENT);
        return;
      }
      next = updater.step();
      show(Waiting.of(next, updater.status().stage()));
    }
    if (next instanceof Next.Restart restart) {
      ended = true;
      settings.restarter().restart(restart.components());
    } else if (next instanceof Next.Wait wait) {
      later(Duration.between(clock.instant(), wait.until()));
    } else if (next instanceof Next.Consent consent) {
      consent(consent.release());
    } else if (next instanceof Next.Report report && acknowledged.open(report.result()) == null) {
      end(); // the power went when the server's word was kept
      step();
    }
  }

  /** Where that fails, what needs it goes on no further; what is to be told is. */
  private void noteStart() {
    try {
      updater.noteStart();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A boot control does not take that the device has started", e);
      listener.problem(
          "A boot control does not take that the device has started: " + e.getMessage());
      later(AFTER_FAILURE);
    }
  }

  /** [PLT-UPD-309] What was begun and is not armed goes on while the server wants it, only. */
  private boolean rests() throws IOException {
    UpdateStatus status = updater.status();
    return status.stage().isOpen() && (closed || !orders.permits(String.valueOf(status.release())));
  }

  private void consent(String release) throws IOException {
    if (Consent.isGiven(storage, release)) {
      updater.agree(release);
      later(Duration.ZERO);
      return;
    }
    if (!release.equals(consentAsked)) {
      consentAsked = release;
      listener.consentAsked(release);
    }
    later(LOOK_FOR_CONSENT);
  }

  /** Asks for an assignment and does as it says; what fails is tried with the next sync. */
  private void ask(Wishes wishes) {
    try {
      Optional<Assignment> assignment = orders.assignment(wishes);
      if (assignment.isPresent()) {
        obey(assignment.get(), wishes);
      }
    } catch (AssignmentException e) {
      listener.problem("The server's assignment of updates is refused: " + e.getMessage());
    } catch (IOException e) {
      listener.problem("What to install cannot be found out: " + e.getMessage());
    }
  }

  private void obey(Assignment assignment, Wishes wishes) throws IOException {
    Order order = assignment.order();
    if (order instanceof Order.Install install) {
      install(install, assignment.time(), wishes);
    } else if (order instanceof Order.Cancel cancel) {
      orders.permitNothing();
      cancel(cancel);
    } else {
      orders.permitNothing();
    }
  }

  /** [PLT-UPD-310] */
  private void cancel(Order.Cancel order) throws IOException {
    UpdateStatus status = updater.status();
    if (order.release().equals(status.release()) && !updater.cancel()) {
      LOG.log(Level.INFO, "It is too late to cancel {0}", order.release());
    }
  }

  private void install(Order.Install order, Instant time, Wishes wishes) throws IOException {
    orders.permitNothing();
    giveWay(order.release()); // also where the other one cannot be found, or not now
    try {
      Release release = orders.find(order, time);
      if (isDone(release)) {
        return;
      }
      Optional<Refusal> refusal =
          updater.assign(release, new Terms(order.consent(), window(order)));
      if (refusal.isEmpty()) {
        orders.permit(order, wishes, time, updater.status());
      } else if (refusal.get().reason() != Refusal.Reason.BUSY) {
        listener.problem("Release " + order.release() + " is refused: " + refusal.get().text());
      }
    } catch (MetadataException | ReleaseFinder.UnfitException e) {
      listener.problem("Release " + order.release() + " is refused: " + e.getMessage());
      updater.refuse(order.release(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * [PLT-UPD-310] What the server wants no more must not be in the way of what it wants; that is
   * taken when the server has heard of this end, and assigns it again.
   */
  private void giveWay(String release) throws IOException {
    String other = updater.status().release();
    if (other != null && !other.equals(release) && updater.cancel()) {
      LOG.log(Level.INFO, "{0} is given up for {1}", other, release);
    }
  }

  /** Until the server has heard it, it goes on to assign what runs already. */
  private boolean isDone(Release release) throws IOException {
    UpdateStatus status = updater.status();
    Result last = status.last();
    return status.stage() == Stage.IDLE
        && last != null
        && last.release().equals(release.id())
        && last.outcome() == Result.Outcome.CONFIRMED;
  }

  private static Optional<Window> window(Order.Install order) {
    Order.Window window = order.window();
    return window == null
        ? Optional.empty()
        : Optional.of(new Window(window.from(), window.to(), window.zone()));
  }

  /** [PLT-UPD-341] */
  private void progressed() {
    if (scheduler.elapsed().minus(shownAt).compareTo(PROGRESS) >= 0) {
      try {
        show(null);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "The progress cannot be read", e);
      }
    }
  }

  private void show(@Nullable Waits waits) throws IOException {
    updater.waits(waits);
    UpdateState now = now(waits);
    news.is(now);
    if (!now.equals(shown)) {
      shown = now;
      shownAt = scheduler.elapsed();
      listener.changed(updater.status());
    }
  }

  private UpdateState now(@Nullable Waits waits) throws IOException {
    UpdateStatus status = updater.status();
    return States.of(
        settings.repository(),
        settings.firmware(),
        status,
        acknowledged.open(status.last()),
        Waiting.reported(waits));
  }

  /** Ends what runs; what is in the slots stays. */
  @Override
  public void close() {
    orders.close();
    scheduler.close();
  }
}
