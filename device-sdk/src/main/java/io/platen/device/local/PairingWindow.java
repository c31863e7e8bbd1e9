package io.platen.device.local;

import io.platen.protocol.local.PairingCode;
import io.platen.protocol.local.PairingCode.Side;
import io.platen.protocol.local.Proof;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** [PLT-LPA-005] The code that is shown now: for ten minutes, five tries, and one device. */
final class PairingWindow {
  private static final Duration OPEN = Duration.ofMinutes(10);
  private static final int TRIES = 5;

  private final InstantSource clock;
  private @Nullable PairingCode code;
  private Instant until = Instant.EPOCH;
  private int left;

  PairingWindow(InstantSource clock) {
    this.clock = clock;
  }

  /** What came of a try. */
  enum Verdict {
    PAIRED,
    WRONG_CODE,
    NO_CODE
  }

  /** A new code; the one before does not work any more. */
  synchronized PairingCode open(SecureRandom random) {
    PairingCode next = PairingCode.draw(random);
    code = next;
    until = clock.instant().plus(OPEN);
    left = TRIES;
    return next;
  }

  /** What the agent proves with, after the device has. */
  record Tried(Verdict verdict, Optional<Proof> proof) {}

  synchronized Tried tried(Proof shown, X509Certificate own, X509Certificate device) {
    PairingCode now = code;
    if (now == null || left == 0 || !clock.instant().isBefore(until)) {
      code = null;
      return new Tried(Verdict.NO_CODE, Optional.empty());
    }
    left--;
    if (!shown.equals(now.proof(Side.DEVICE, own, device))) {
      return new Tried(Verdict.WRONG_CODE, Optional.empty());
    }
    code = null;
    return new Tried(Verdict.PAIRED, Optional.of(now.proof(Side.AGENT, own, device)));
  }
}
