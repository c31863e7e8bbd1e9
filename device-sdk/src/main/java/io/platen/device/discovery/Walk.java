package io.platen.device.discovery;

import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One round over addresses of an entry.
 *
 * @param tried at each of them
 */
record Walk(Ground ground, List<SnmpAccess> tried, Supplier<Optional<Tally.Unread>> addresses) {

  /** [PLT-SYN-047] All addresses, each with what the entry names first. */
  static Walk first(Ground ground) {
    return new Walk(
        ground,
        ground.first(),
        () -> ground.next().map(address -> new Tally.Unread(ground, address, null, null)));
  }

  /** Those where something is, with the rest. */
  static Walk further(Ground ground, List<Tally.Unread> alive) {
    Iterator<Tally.Unread> each = alive.iterator();
    return new Walk(
        ground,
        ground.further(),
        () -> each.hasNext() ? Optional.of(each.next()) : Optional.empty());
  }

  Optional<Tally.Unread> next() {
    return addresses.get();
  }
}
