package io.platen.device.live;

import io.platen.device.command.WaitingPiece;
import io.platen.protocol.live.LiveMessage;
import java.io.IOException;
import java.util.Optional;

/** One open channel in one of its forms. One thread receives; any may send or close. */
interface Carrier extends AutoCloseable {
  /**
   * Waits for what comes next.
   *
   * @return a document; empty where only a sign of life came
   * @throws IOException when the channel has ended; a {@link EndedException} says why
   */
  Optional<LiveMessage> receive() throws IOException;

  /**
   * Gives the server a piece of a result.
   *
   * @return its word that it has it, where that comes at once and not by {@link #receive}
   */
  Optional<LiveMessage> send(WaitingPiece piece) throws IOException;

  /** Ends it, whoever waits. */
  @Override
  void close();
}
