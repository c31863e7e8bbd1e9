package io.platen.device.discovery;

/** How something shows that it is there, though it gave nothing to the credentials so far. */
public enum SignOfLife {
  /** An agent of SNMP v3 told its engine (RFC 3414 section 4), or an agent said that it refuses. */
  AGENT("an SNMP agent"),
  /** It announced a printer by multicast DNS. */
  ANNOUNCEMENT("an announced printer"),
  /** It took a connection at port 631 or 443. */
  CONNECTION("a server at port 631 or 443"),
  /** It answered an ICMP echo. */
  ECHO("a host that answers pings");

  private final String words;

  SignOfLife(String words) {
    this.words = words;
  }

  /** What is there, in a few words. */
  public String words() {
    return words;
  }
}
