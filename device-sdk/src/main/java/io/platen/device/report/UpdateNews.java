package io.platen.device.report;

import io.platen.protocol.report.UpdateState;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the next report has to tell of the device's own updates: told by the updates' thread, asked
 * by the one that reports. After a restart all is told once more. [PLT-UPD-340]
 */
public final class UpdateNews {
  private final Consumer<UpdateState.Result> acknowledged;
  private @Nullable UpdateState state;
  private @Nullable UpdateState told;
  private long sequence;

  /**
   * @param acknowledged hears which result the server knows, durably [PLT-UPD-218]
   */
  public UpdateNews(Consumer<UpdateState.Result> acknowledged) {
    this.acknowledged = acknowledged;
  }

  /** How it is now. */
  public synchronized void is(UpdateState now) {
    state = now;
  }

  /**
   * What is to be told; empty where the server knows it.
   *
   * @param full whether the report tells all
   */
  public synchronized Optional<UpdateState> untold(boolean full) {
    UpdateState now = state;
    return now == null || (!full && isKnown(now)) ? Optional.empty() : Optional.of(now);
  }

  /** That a result is known now needs no report. */
  private boolean isKnown(UpdateState now) {
    UpdateState last = told;
    return last != null
        && (now.equals(last) || (now.result() == null && now.equals(withoutResult(last))));
  }

  private static UpdateState withoutResult(UpdateState state) {
    return new UpdateState(
        state.repository(),
        state.hardware(),
        state.revision(),
        state.components(),
        state.attempt(),
        null);
  }

  /** It lies in the outbox. */
  synchronized void told(UpdateState now, long in) {
    told = now;
    sequence = in;
  }

  /** The server has this report. */
  public void uploaded(long uploaded) {
    UpdateState.Result result = null;
    synchronized (this) {
      if (uploaded == sequence && told != null) {
        result = told.result();
      }
    }
    if (result != null) {
      acknowledged.accept(result);
    }
  }

  /** That report never arrives: what it told is told again. */
  public synchronized void gone(long first, long last) {
    if (sequence >= first && sequence <= last) {
      told = null;
    }
  }
}
