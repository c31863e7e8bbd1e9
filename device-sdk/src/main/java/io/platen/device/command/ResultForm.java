package io.platen.device.command;

import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage;

/** In which form pieces of results are kept and sent. */
@FunctionalInterface
public interface ResultForm {
  /** As they are, for a server that no report is sealed for. */
  ResultForm OPEN = piece -> piece;

  /** The piece, or an envelope that holds it. */
  LiveMessage of(CommandResult piece);
}
