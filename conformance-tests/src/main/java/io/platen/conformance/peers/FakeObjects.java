package io.platen.conformance.peers;

import io.platen.protocol.content.ContentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the fake device fetches parts of objects, from whichever host has them. */
final class FakeObjects {
  private static final int TRIES = 4;
  private static final int TOO_MUCH = 48 * 1024 * 1024;

  private final FakeWire wire;
  private final List<URI> hosts;
  private final Optional<DeviceFault> fault;
  private final Map<String, Set<Integer>> wrong = new HashMap<>();
  private final Set<String> forgiven = new HashSet<>();
  private int host;
  private long left;

  /**
   * @param left how many bytes may be fetched yet
   */
  FakeObjects(FakeWire wire, List<URI> hosts, long left, Optional<DeviceFault> fault) {
    this.wire = wire;
    this.hosts = List.copyOf(hosts);
    this.left = left;
    this.fault = fault;
  }

  long left() {
    return left;
  }

  /** Bytes of an object. */
  byte[] part(String object, long from, long to) throws IOException, ContentException {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    for (int tries = 0; got.size() < to - from; tries++) {
      if (tries == TRIES) {
        throw new IOException("no host gives it");
      }
      if (has(DeviceFault.BEGINS_AGAIN_AFTER_A_BREAK)) {
        got.reset();
      }
      byte[] some = some(object, from + got.size(), to);
      got.write(some, 0, Math.min(some.length, Math.toIntExact(to - from - got.size())));
      host = got.size() < to - from ? 1 - host : host;
    }
    return got.toByteArray();
  }

  private byte[] some(String object, long from, long to) throws IOException, ContentException {
    if (left < to - from && !has(DeviceFault.FETCHES_BEYOND_ITS_BUDGET)) {
      throw new IOException("PLT-UPD-073: the budget is spent");
    }
    Set<Integer> not = wrong.getOrDefault(object, Set.of());
    if (not.size() == hosts.size()) {
      throw new ContentException("Every host gives wrong bytes of " + object);
    }
    int chosen = not.contains(host) ? 1 - host : host;
    int most = has(DeviceFault.READS_ON_BEYOND_A_RANGE) ? TOO_MUCH : Math.toIntExact(to - from);
    byte[] some = wire.part(hosts.get(chosen), GroundUpdates.OBJECTS + object, from, to, most);
    left -= some.length;
    return some;
  }

  /** What came last of it was not what it should be. */
  void wasWrong(String object) {
    boolean forgiven = has(DeviceFault.RETURNS_TO_WHO_WAS_WRONG) && forgiven(object);
    if (!forgiven) {
      Set<Integer> not = wrong.computeIfAbsent(object, name -> new HashSet<>());
      not.add(not.contains(host) ? 1 - host : host);
    }
  }

  /** Once. */
  private boolean forgiven(String object) {
    return forgiven.add(object);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
