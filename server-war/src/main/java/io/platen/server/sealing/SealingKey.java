package io.platen.server.sealing;

import io.platen.protocol.seal.KeyId;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** A private key that opens envelopes, and the certificate that devices seal for. */
record SealingKey(PrivateKey key, X509Certificate certificate) {
  KeyId id() {
    return KeyId.of(certificate);
  }

  /** From then on it is the one that devices are told. */
  Instant from() {
    return certificate.getNotBefore().toInstant();
  }
}
