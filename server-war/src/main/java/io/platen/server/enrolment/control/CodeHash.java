package io.platen.server.enrolment.control;

import io.platen.protocol.enrolment.ActivationCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** [PLT-ENR-010] What is kept of a code: a stolen database alone gives none away. */
final class CodeHash {
  private static final String LABEL = "platen activation code 1 ";

  private CodeHash() {}

  static byte[] of(ActivationCode code, byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(
          (LABEL + code.selector() + code.secret()).getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }
}
