package io.platen.device.printer.profile;

import org.jspecify.annotations.Nullable;

/**
 * What a printer says of itself before its profile is known.
 *
 * @param objectId sysObjectID, dotted
 * @param descr sysDescr
 * @param maker MFG of its IEEE 1284 id
 * @param model MDL of its IEEE 1284 id
 */
public record Traits(
    @Nullable String objectId,
    @Nullable String descr,
    @Nullable String maker,
    @Nullable String model) {

  /** Whether there is anything to go by. */
  public boolean isEmpty() {
    return objectId == null && descr == null && maker == null;
  }
}
