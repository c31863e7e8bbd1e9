package io.platen.device.link;

import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Digest that gives up after three challenges: a proxy that calls each nonce stale would go on for
 * ever.
 */
final class BoundedDigest extends DigestScheme {
  private static final long serialVersionUID = 1L;
  private static final int ROUNDS = 3;

  private int rounds;

  @Override
  public void processChallenge(AuthChallenge challenge, HttpContext context)
      throws MalformedChallengeException {
    rounds++;
    if (rounds > ROUNDS) {
      throw new MalformedChallengeException("The proxy asked " + rounds + " times for a login");
    }
    super.processChallenge(challenge, context);
  }
}
