package io.platen.conformance.peers;

/** What is wrong with a server that a device has to turn away from. */
public enum Wrong {
  /** Its certificate is by an authority that the device was not given. */
  AUTHORITY,
  /** Its certificate is by itself. */
  ITSELF,
  /** It is somebody else, under another name, by an authority that the device was not given. */
  STRANGER,
  /** Its certificate is by the right authority, for another name. */
  NAME,
  /** Its certificate is not valid yet. */
  EARLY,
  /** Its certificate has ended. */
  EXPIRED,
  /** Its certificate has ended in the year 2002. */
  LONG_AGO,
  /** It speaks no TLS, but sends to a page to log in at. */
  NO_TLS,
  /** It speaks TLS 1.2 only. */
  TLS,
  /** It does not ask for the device's certificate. */
  ASKS_NOTHING
}
