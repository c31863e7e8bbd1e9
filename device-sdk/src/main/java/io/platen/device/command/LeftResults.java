package io.platen.device.command;

import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** What a device that has gone over to another server still has to say to the one before. */
public final class LeftResults {
  private final CommandMemory memory;

  /**
   * Ends what had begun when the device went.
   *
   * @param form for the server before
   * @param redirect the command that it followed: that one was done
   */
  public LeftResults(
      DeviceStore store, ResultForm form, UUID device, InstantSource clock, UUID redirect)
      throws StoreException {
    this.memory = new CommandMemory(store, form);
    Pieces pieces = new Pieces(device, clock);
    for (CommandMemory.Begun each : memory.begun()) {
      boolean followed = each.command().equals(redirect);
      memory.add(
          pieces.of(
              each.command(),
              each.next(),
              followed ? Stage.DONE : Stage.FAILED,
              followed ? null : CommandReason.INTERRUPTED,
              followed
                  ? "It has gone over"
                  : "The device went over to another server while it was at it"));
    }
  }

  public List<WaitingPiece> waiting() throws StoreException {
    return memory.waiting();
  }

  /** The server has a piece. */
  public void taken(LiveMessage.Taken word) throws StoreException {
    memory.taken(word.command(), word.number());
  }
}
