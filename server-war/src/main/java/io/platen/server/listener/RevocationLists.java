package io.platen.server.listener;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Revocation lists (RFC 5280 section 5) of authorities of devices, as their file is now: a new file
 * counts with the next request. [PLT-TLS-051]
 */
public final class RevocationLists {
  private static final Logger LOG = System.getLogger(RevocationLists.class.getName());

  private final Path file;
  private final Supplier<List<X509Certificate>> authorities;
  private volatile Loaded loaded;

  /**
   * @param file PEM, or one list in DER
   * @param authorities whose lists count, as they are now
   * @throws IOException when it cannot be read, or a list in it is nobody's of them
   */
  public RevocationLists(Path file, Supplier<List<X509Certificate>> authorities)
      throws IOException {
    this.file = file;
    this.authorities = authorities;
    this.loaded = load();
  }

  private record Loaded(@Nullable FileTime written, long size, List<X509CRL> lists) {
    boolean names(X509Certificate certificate) {
      return lists.stream()
          .filter(
              list -> list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal()))
          .anyMatch(list -> list.isRevoked(certificate));
    }
  }

  /** Whether a list of its issuer names it. */
  public boolean haveRevoked(X509Certificate certificate) {
    return current().names(certificate);
  }

  /** Those of these that a list of their issuer names; the file is looked at once. */
  public Set<X509Certificate> revoked(Collection<X509Certificate> certificates) {
    Loaded now = current();
    return certificates.stream().filter(now::names).collect(Collectors.toSet());
  }

  /** A file that cannot be read now does not take away what is known. */
  private Loaded current() {
    Loaded known = loaded;
    try {
      if (Objects.equals(Files.getLastModifiedTime(file), known.written())
          && Files.size(file) == known.size()) {
        return known;
      }
      loaded = load();
      LOG.log(Level.INFO, "The revocation lists of {0} were read anew", file);
    } catch (IOException e) {
      if (known.written() != null) {
        LOG.log(Level.WARNING, "The revocation lists before hold on: " + e.getMessage());
        loaded = new Loaded(null, 0, known.lists()); // said once, until it can be read again
      }
    }
    return loaded;
  }

  private Loaded load() throws IOException {
    FileTime written = Files.getLastModifiedTime(file);
    byte[] content = Files.readAllBytes(file);
    try {
      List<X509CRL> lists = new ArrayList<>();
      for (CRL each :
          CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(content))) {
        lists.add(checked((X509CRL) each));
      }
      return new Loaded(written, content.length, List.copyOf(lists));
    } catch (GeneralSecurityException e) {
      throw new IOException("The revocation lists in " + file + ": " + e.getMessage(), e);
    }
  }

  /** Signed by the authority that it names. */
  private X509CRL checked(X509CRL list) throws GeneralSecurityException {
    for (X509Certificate each : authorities.get()) {
      if (each.getSubjectX500Principal().equals(list.getIssuerX500Principal())) {
        list.verify(each.getPublicKey());
        return list;
      }
    }
    throw new GeneralSecurityException(
        list.getIssuerX500Principal().getName() + " is no authority of devices here");
  }
}
