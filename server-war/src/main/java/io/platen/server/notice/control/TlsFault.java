package io.platen.server.notice.control;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why TLS with a server failed, in words for whoever has to mend it. */
final class TlsFault {
  private static final int DEEPEST = 16;

  private TlsFault() {}

  /** Empty where it failed by something else. */
  static Optional<String> why(Throwable failure) {
    List<Throwable> causes = causes(failure);
    if (has(causes, CertificateExpiredException.class)) {
      return Optional.of("its certificate has expired");
    }
    if (has(causes, CertPathBuilderException.class)
        || has(causes, CertPathValidatorException.class)) {
      return Optional.of("its certificate is issued by nobody whom this server trusts");
    }
    if (has(causes, CertificateException.class) || causes.stream().anyMatch(TlsFault::isOfName)) {
      return Optional.of("its certificate is for another name");
    }
    return causes.stream()
        .filter(SSLException.class::isInstance)
        .findFirst()
        .map(each -> "TLS failed: " + each.getMessage());
  }

  /** As jakarta.mail says it, which has no type for it. */
  private static boolean isOfName(Throwable cause) {
    return String.valueOf(cause.getMessage()).startsWith("Can't verify identity of server");
  }

  private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    Throwable cause = failure;
    while (cause != null && causes.size() < DEEPEST) {
      causes.add(cause);
      cause = cause.getCause();
    }
    return causes;
  }
}
