package io.platen.device.command;

import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult.WalkedObject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out commands of one kind. */
@FunctionalInterface
public interface CommandHandler {
  /**
   * Does it in the calling thread, which is the device's own or one beside it.
   *
   * @throws InterruptedException when it is cancelled, its time is over, or the device stops
   */
  Outcome handle(Command command, Progress progress) throws InterruptedException;

  /** Tells the server how far it is. */
  interface Progress {
    /**
     * @param of 0 where that is not known
     */
    void at(long done, long of, @Nullable String detail);

    /** A part of what was found. */
    void found(List<WalkedObject> objects, long done);

    /** Lines of a log. */
    void lines(List<String> lines);
  }

  /**
   * How it ended.
   *
   * @param reason null where it was done
   * @param detail in words; null where there is nothing to say
   * @param promise what is made durable before anything is said of the end; null for nothing
   * @param after what the device does once the server has heard of it; null for nothing
   */
  record Outcome(
      @Nullable CommandReason reason,
      @Nullable String detail,
      @Nullable Promise promise,
      @Nullable Runnable after) {
    public static Outcome done(@Nullable String detail) {
      return new Outcome(null, detail, null, null);
    }

    /** Done as soon as the server has heard that it is, and not before. */
    public static Outcome doneThen(@Nullable String detail, Runnable after) {
      return new Outcome(null, detail, null, after);
    }

    /** The same, where {@code promise} makes the next start do it if this one does not. */
    public static Outcome promised(@Nullable String detail, Promise promise, Runnable after) {
      return new Outcome(null, detail, promise, after);
    }

    public static Outcome failed(CommandReason reason, String detail) {
      return new Outcome(reason, detail, null, null);
    }
  }

  /** What outlives the device's end. */
  @FunctionalInterface
  interface Promise {
    void write() throws IOException;
  }
}
