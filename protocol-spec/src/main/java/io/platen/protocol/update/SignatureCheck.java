package io.platen.protocol.update;

/** Verifies one signature: a port, since the JDK of devices has no post-quantum algorithm. */
@FunctionalInterface
public interface SignatureCheck {
  /** False for whatever is wrong, also for a key that cannot be read or an unknown algorithm. */
  boolean holds(MetadataKey key, byte[] message, byte[] signature);
}
