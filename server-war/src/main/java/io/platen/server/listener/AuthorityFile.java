package io.platen.server.listener;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificates of a PEM file as it is now: a changed file counts with the next request. */
public final class AuthorityFile {
  private static final Logger LOG = System.getLogger(AuthorityFile.class.getName());

  private final Path file;
  private volatile Loaded loaded = new Loaded(null, -1, List.of());

  public AuthorityFile(Path file) {
    this.file = file;
  }

  private record Loaded(
      @Nullable FileTime written, long size, List<X509Certificate> certificates) {}

  /** Those of the last state of the file that could be read; none where none ever could. */
  public List<X509Certificate> current() {
    Loaded known = loaded;
    try {
      FileTime written = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      if (!written.equals(known.written()) || size != known.size()) {
        loaded = load(written, size, known.certificates());
      }
    } catch (IOException e) {
      if (known.size() != -2) { // said once
        LOG.log(Level.WARNING, "The certificates in {0} cannot be read: {1}", file, e);
        loaded = new Loaded(null, -2, known.certificates());
      }
    }
    return loaded.certificates();
  }

  private Loaded load(FileTime written, long size, List<X509Certificate> before)
      throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(Files.readAllBytes(file));
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) each);
      }
      return new Loaded(written, size, List.copyOf(found));
    } catch (GeneralSecurityException e) {
      LOG.log(Level.WARNING, "The certificates in " + file + " cannot be read", e);
      return new Loaded(written, size, before);
    }
  }
}
