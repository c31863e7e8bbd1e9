package io.platen.device.command;

import io.platen.protocol.live.LiveMessage;
import java.util.UUID;

/**
 * A piece of a result that the server does not have yet.
 *
 * @param document as it is sent: a result, or an envelope that the device cannot open either
 */
public record WaitingPiece(UUID command, long number, LiveMessage document) {}
