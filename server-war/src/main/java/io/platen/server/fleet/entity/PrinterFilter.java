package io.platen.server.fleet.entity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which printers, in which order. Null filters nothing.
 *
 * @param text in maker, model, serial, address, host name, location, asset number or key
 * @param vendor exactly, whatever the case
 */
public record PrinterFilter(
    @Nullable String text,
    @Nullable PrinterHealth health,
    @Nullable UUID device,
    @Nullable String vendor,
    Sort sort) {

  public static final PrinterFilter ALL = new PrinterFilter(null, null, null, null, Sort.ID);

  /** The order of a list; equal rows follow in the order of their id. */
  public enum Sort {
    ID,
    NAME,
    /** The worst first. */
    HEALTH,
    /** The one that was not read for longest first. */
    AGE
  }
}
