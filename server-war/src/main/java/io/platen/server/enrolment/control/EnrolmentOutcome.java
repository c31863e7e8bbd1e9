package io.platen.server.enrolment.control;

import java.security.cert.X509Certificate;
import java.time.Duration;

/** What becomes of a request for a certificate that breaks no rule. */
public sealed interface EnrolmentOutcome {

  /** The device's certificate, new or the one that the same key was given before. */
  record Issued(X509Certificate certificate) implements EnrolmentOutcome {}

  /** A person has not yet approved the key; the same request may be sent again after that time. */
  record Pending(Duration retryAfter) implements EnrolmentOutcome {}
}
