package io.platen.server.launcher;

import io.platen.server.listener.KeyStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The keys of the listeners: those that the operator names, or an authority and a certificate of
 * the server's own that it makes at first start and renews.
 */
final class ServerCertificates {
  private static final String ALIAS = "platen";
  private static final Duration LIFE = Duration.ofDays(730);
  private static final Duration RENEW_BEFORE = Duration.ofDays(240);

  private final Configuration configuration;
  private final DataFolder folder;
  private final InstantSource clock;

  ServerCertificates(Configuration configuration, DataFolder folder, InstantSource clock) {
    this.configuration = configuration;
    this.folder = folder;
    this.clock = clock;
  }

  /** Makes what is missing and writes the stores for this run. */
  KeyStores prepare() throws StartException {
    Path certificateFile =
        configuration.findFile(ServerKey.TLS_CERTIFICATE).orElse(tls("server.pem"));
    Path keyFile = configuration.findFile(ServerKey.TLS_KEY).orElse(tls("server.key"));
    Path file = certificateFile;
    try {
      if (configuration.findFile(ServerKey.TLS_CERTIFICATE).isEmpty()) {
        makeOrRenewOwn(certificateFile, keyFile);
      }
      List<X509Certificate> chain = Pem.readCertificates(certificateFile);
      file = keyFile;
      PrivateKey key = Pem.readKey(keyFile, chain.get(0).getPublicKey().getAlgorithm());
      checkTogether(key, chain.get(0));
      file = deviceAuthorities();
      return writeStores(key, chain, Pem.readCertificates(file));
    } catch (IOException | GeneralSecurityException e) {
      throw new StartException(
          ExitCode.START_FAILED,
          "The keys for TLS cannot be used: "
              + file
              + ": "
              + e.getMessage()
              + ". Give PEM files (keys as PKCS#8), or remove what is broken in "
              + folder.tls()
              + " to have it made anew.",
          e);
    }
  }

  /** What those who connect must trust. */
  Path authority() {
    return configuration
        .findFile(ServerKey.TLS_CERTIFICATE)
        .<Path>map(certificate -> certificate)
        .orElse(tls("authority.pem"));
  }

  private Path deviceAuthorities() throws IOException, GeneralSecurityException {
    Path own = tls("device-authorities.pem");
    if (configuration.findFile(ServerKey.TLS_DEVICE_AUTHORITIES).isPresent()) {
      return configuration.findFile(ServerKey.TLS_DEVICE_AUTHORITIES).get();
    }
    // An operator may add other makers' authorities to the file: it is made once only.
    if (!Files.exists(own)) {
      Authority.loadOrMake(
          own, tls("device-authority.key"), "Platen device authority", clock.instant());
    }
    return own;
  }

  private void makeOrRenewOwn(Path certificateFile, Path keyFile)
      throws IOException, GeneralSecurityException {
    Instant now = clock.instant();
    Authority authority =
        Authority.loadOrMake(
            tls("authority.pem"), tls("authority.key"), "Platen server authority", now);
    if (Files.exists(certificateFile)
        && Files.exists(keyFile)
        && isGood(Pem.readCertificates(certificateFile).get(0), now)) {
      return;
    }
    KeyPair pair = Authority.newKeyPair();
    X509Certificate certificate = authority.issueServer(pair.getPublic(), names(), now, LIFE);
    PrivateFiles.write(keyFile, Pem.of(pair.getPrivate()));
    PrivateFiles.write(certificateFile, Pem.of(certificate, authority.certificate()));
  }

  private boolean isGood(X509Certificate certificate, Instant now) throws GeneralSecurityException {
    Set<String> names = new TreeSet<>();
    Collection<List<?>> present = certificate.getSubjectAlternativeNames();
    if (present != null) {
      present.forEach(name -> names.add(String.valueOf(name.get(1))));
    }
    return names.contains(configuration.text(ServerKey.PUBLIC_HOST))
        && now.plus(RENEW_BEFORE).isBefore(certificate.getNotAfter().toInstant());
  }

  private static void checkTogether(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    byte[] probe = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(probe);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key does not belong to the certificate");
    }
  }

  private List<GeneralName> names() {
    Set<String> hosts = new TreeSet<>(List.of("localhost"));
    String publicHost = configuration.text(ServerKey.PUBLIC_HOST);
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    if (publicHost.matches("[0-9.]+")) {
      if (!publicHost.equals("127.0.0.1")) {
        names.add(new GeneralName(GeneralName.iPAddress, publicHost));
      }
    } else {
      hosts.add(publicHost);
    }
    hosts.forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
    return names;
  }

  private KeyStores writeStores(
      PrivateKey key, List<X509Certificate> chain, List<X509Certificate> deviceAuthorities)
      throws IOException, GeneralSecurityException {
    String password = PrivateFiles.newSecret();
    KeyStore keys = emptyStore();
    keys.setKeyEntry(ALIAS, key, password.toCharArray(), chain.toArray(new Certificate[0]));
    KeyStore trust = emptyStore();
    for (X509Certificate authority : deviceAuthorities) {
      trust.setCertificateEntry("device-authority-" + trust.size(), authority);
    }
    return new KeyStores(
        write(keys, "server.p12", password),
        ALIAS,
        write(trust, "devices.p12", password),
        password);
  }

  private String write(KeyStore store, String name, String password)
      throws IOException, GeneralSecurityException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    store.store(content, password.toCharArray());
    Path file = folder.run().resolve(name);
    PrivateFiles.write(file, content.toByteArray());
    return file.toString();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private Path tls(String name) {
    return folder.tls().resolve(name);
  }
}
