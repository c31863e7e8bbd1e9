package io.platen.server.notice.control;

import io.platen.server.database.StorageException;
import io.platen.server.notice.entity.Channel;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has each node look for rules and notices that are due; the database gives each to one of them. A
 * way out that is slow holds up no other.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class NoticeTimer {
  private static final Logger LOG = System.getLogger(NoticeTimer.class.getName());

  private final AtomicBoolean watching = new AtomicBoolean();
  private final AtomicBoolean mailing = new AtomicBoolean();
  private final AtomicBoolean posting = new AtomicBoolean();

  @Inject Watch watch;
  @Inject Dispatch dispatch;
  @Inject WaysOut ways;
  @Inject Notices notices;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void look() {
    once(
        watching,
        () -> {
          watch.look();
          dispatch.dispatch();
        });
  }

  @Schedule(hour = "*", minute = "*", second = "1/5", persistent = false)
  void mail() {
    once(mailing, () -> ways.deliver(Channel.Kind.MAIL));
  }

  @Schedule(hour = "*", minute = "*", second = "2/5", persistent = false)
  void post() {
    once(posting, () -> ways.deliver(Channel.Kind.WEBHOOK));
  }

  @Schedule(hour = "*", minute = "17", persistent = false)
  void forget() {
    once(new AtomicBoolean(), notices::forget);
  }

  private static void once(AtomicBoolean busy, Runnable work) {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    try {
      work.run();
    } catch (StorageException e) { // the next turn tries again
      LOG.log(Level.DEBUG, "The database is away", e);
    } finally {
      busy.set(false);
    }
  }
}
