package io.platen.protocol.printer;

/** RFC 3805 prtMarkerSuppliesClass: whether something is used up or filled. */
public enum SupplyClass {
  CONSUMED,
  RECEPTACLE,
  OTHER
}
