package io.platen.conformance.testing;

import io.platen.conformance.peers.Fault;
import io.platen.conformance.peers.PeerBench;
import io.platen.conformance.peers.PeerKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Fake servers for tests, which share one set of keys. */
public final class TestBench {
  private static final PeerKeys KEYS = PeerKeys.make();

  private TestBench() {}

  public static PeerBench correct(Path folder) throws IOException {
    return new PeerBench(KEYS, folder, Optional.empty());
  }

  public static PeerBench wrongBy(Fault fault, Path folder) throws IOException {
    return new PeerBench(KEYS, folder, Optional.of(fault));
  }

  /** Of a server that keeps to the protocol, with the legacy profile of TLS. */
  public static PeerBench legacy(Path folder) throws IOException {
    return new PeerBench(KEYS, folder, Optional.empty(), true);
  }
}
