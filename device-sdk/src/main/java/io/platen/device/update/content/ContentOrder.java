package io.platen.device.update.content;

import io.platen.protocol.content.Sha256;
import java.util.Optional;

/**
 * What is to be brought into a slot, as signed metadata names it.
 *
 * @param list the hash of the chunk list
 * @param listLength of the chunk list, in bytes
 * @param pair a pair pack that may help; nobody signed it
 */
public record ContentOrder(Sha256 list, long listLength, Optional<Pair> pair) {

  /**
   * A pair pack from the image that runs to the one that is wanted.
   *
   * @param object its name
   * @param length in bytes
   */
  public record Pair(Sha256 object, long length) {}
}
