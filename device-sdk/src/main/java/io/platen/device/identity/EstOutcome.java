package io.platen.device.identity;

import io.platen.device.link.LinkFailure;
import io.platen.protocol.problem.Problem;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** What came of asking for a certificate. */
public sealed interface EstOutcome {

  /** The device's certificate first. */
  record Issued(List<X509Certificate> chain) implements EstOutcome {
    public Issued {
      chain = List.copyOf(chain);
    }
  }

  /** A person has to approve the key; the same request may be sent again after that time. */
  record Pending(Duration retryAfter) implements EstOutcome {}

  /** The server says no, and will say no to the same again. */
  record Refused(Problem problem) implements EstOutcome {}

  /** Nothing usable came; the same may be sent again. */
  record Failed(LinkFailure why, Duration again) implements EstOutcome {}
}
