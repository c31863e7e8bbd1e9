package io.platen.reference.stack;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS that trusts one server's authority and nothing else. */
public final class Tls {
  private Tls() {}

  /** For the console and the API. */
  public static SSLContext trusting(Path authority) {
    return context(authority, null);
  }

  /** For the device port. */
  public static SSLContext trusting(Path authority, DeviceIdentity identity) {
    return context(authority, identity);
  }

  private static SSLContext context(Path authority, @Nullable DeviceIdentity identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(
          identity == null ? null : keys(identity), trust(authority).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new CommandFailure(
          "No TLS with the authority in " + authority + ": " + e.getMessage(), e);
    }
  }

  private static TrustManagerFactory trust(Path authority)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    try (InputStream in = Files.newInputStream(authority)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry(UUID.randomUUID().toString(), each);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static KeyManager[] keys(DeviceIdentity identity)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    char[] inMemory = new char[0];
    store.setKeyEntry(
        "device", identity.key(), inMemory, new Certificate[] {identity.certificate()});
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, inMemory);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
