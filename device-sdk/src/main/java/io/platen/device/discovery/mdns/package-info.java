/** One-shot queries of multicast DNS for printers: RFC 6762, RFC 6763. Start with MdnsQuery. */
@NullMarked
package io.platen.device.discovery.mdns;

import org.jspecify.annotations.NullMarked;
