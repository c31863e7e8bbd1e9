package io.platen.device.port;

import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The port to what chooses the slot that starts: a boot environment, or a launcher. It counts the
 * starts of a slot that is on trial and goes back to the other one by itself when they are used up.
 *
 * <p>Each change is one write that a loss of power leaves done or not done, and is durable when the
 * method returns. [PLT-UPD-206] Where it takes several, one of them decides, and what is there
 * without it reads as if nothing had been done.
 */
public interface BootControl {
  /** Starts that a slot on trial has, unless the adapter was told otherwise. */
  int STARTS = 3;

  /** What it starts: these run from slots of the same letter, and change together. */
  Set<ComponentName> components();

  /** What runs, and what is on trial. */
  State read() throws IOException;

  /**
   * From the next start on, {@code slot} is on trial.
   *
   * @param trial a name for it: letters, digits, dots, dashes, underscores; at most 100
   * @throws IOException when it cannot, or will not because a loss of power could do harm
   */
  void arm(SlotName slot, String trial) throws IOException;

  /** The slot that runs is no longer on trial: it starts from now on. */
  void confirm() throws IOException;

  /** The slot on trial has no starts left; it stays known as the one that was on trial. */
  void giveUp() throws IOException;

  /** Nothing is on trial; the slot that runs goes on to start. */
  void clear() throws IOException;

  /**
   * The slot that runs has started, and is not on trial. For a bootloader that counts every start:
   * none of those must use up what is confirmed. Asked for at least once after each start.
   */
  default void started() throws IOException {}

  /** What runs now, and what is on trial. */
  record State(SlotName running, Optional<Trial> trial) {
    /** Whether the slot on trial is the one that runs. */
    public boolean isOnTrial() {
      return trial.isPresent() && trial.get().slot() == running;
    }
  }

  /**
   * A slot that has to prove itself.
   *
   * @param name what {@link #arm} was given
   * @param spent whether it will not be started again
   */
  record Trial(String name, SlotName slot, boolean spent) {}
}
