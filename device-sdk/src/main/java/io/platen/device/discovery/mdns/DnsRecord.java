package io.platen.device.discovery.mdns;

import java.net.InetAddress;

/** What a record of a DNS message says, as far as it concerns services. Names are in lower case. */
sealed interface DnsRecord {
  /** Whose record it is. */
  String owner();

  /** RFC 1035 section 3.3.12: an instance of a service. */
  record Pointer(String owner, String instance) implements DnsRecord {}

  /** RFC 2782: where an instance is. */
  record Service(String owner, int port, String host) implements DnsRecord {}

  /** RFC 1035 section 3.4.1, RFC 3596: A or AAAA. */
  record Address(String owner, InetAddress address) implements DnsRecord {}
}
