package io.platen.server.launcher;

import io.platen.server.keys.KeyFile;
import io.platen.server.listener.KeyStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of the listeners: those that the operator names, or an authority and a certificate of
 * the server's own that it makes at first start and renews.
 */
final class ServerCertificates {
  private static final String ALIAS = "platen";
  private static final int LEAST_SECRET = 24;

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
        new OwnCertificate(configuration, folder.tls(), clock)
            .makeOrRenew(certificateFile, keyFile);
      }
      List<X509Certificate> chain = Pem.readCertificates(certificateFile);
      file = keyFile;
      PrivateKey key = Pem.readKey(keyFile, chain.get(0).getPublicKey().getAlgorithm());
      checkTogether(key, chain.get(0));
      file = enrolmentKey();
      EnrolmentFiles enrolment = enrolment();
      file = deviceAuthorities().orElse(file);
      List<X509Certificate> devices = new ArrayList<>();
      devices.addAll(Pem.readCertificates(enrolment.certificate()));
      if (deviceAuthorities().isPresent()) {
        devices.addAll(Pem.readCertificates(file));
      }
      List<X509Certificate> enrolling = new ArrayList<>(devices);
      if (configuration.findFile(ServerKey.ENROLMENT_FACTORY).isPresent()) {
        file = configuration.findFile(ServerKey.ENROLMENT_FACTORY).get();
        enrolling.addAll(Pem.readCertificates(file));
      }
      if (configuration.findFile(ServerKey.PROXY_CERTIFICATES).isPresent()) {
        file = configuration.findFile(ServerKey.PROXY_CERTIFICATES).get();
        List<X509Certificate> proxies = proxies(file);
        devices.addAll(proxies);
        enrolling.addAll(proxies);
      }
      return writeStores(key, chain, devices, enrolling);
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

  /** All files that {@link #prepare} reads, whether they are there or not. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (ServerKey each :
        List.of(
            ServerKey.TLS_CERTIFICATE,
            ServerKey.TLS_KEY,
            ServerKey.TLS_DEVICE_AUTHORITIES,
            ServerKey.ENROLMENT_CERTIFICATE,
            ServerKey.ENROLMENT_KEY,
            ServerKey.ENROLMENT_FACTORY,
            ServerKey.PROXY_CERTIFICATES)) {
      configuration.findFile(each).ifPresent(files::add);
    }
    for (String each :
        List.of("server.pem", "server.key", "enrolment-authority.pem", "device-authorities.pem")) {
      files.add(tls(each));
    }
    return files;
  }

  /** Tells the WAR where all of it is; after {@link #prepare}. */
  void publish() throws StartException {
    try {
      EnrolmentFiles files = enrolment();
      System.setProperty(ServerKey.ENROLMENT_CERTIFICATE.key(), files.certificate().toString());
      System.setProperty(ServerKey.ENROLMENT_KEY.key(), files.key().toString());
      System.setProperty(ServerKey.SECRET_FILE.key(), files.secret().toString());
      System.setProperty("platen.tls.authority", toldAuthorities().toString());
      // Else the WAR would leave it to TLS, which takes factories' certificates at enrolment, too.
      System.setProperty(
          ServerKey.TLS_DEVICE_AUTHORITIES.key(),
          deviceAuthorities().map(Path::toString).orElse("none"));
    } catch (IOException | GeneralSecurityException e) {
      throw new StartException(
          ExitCode.START_FAILED, "The enrolment authority cannot be used: " + e.getMessage(), e);
    }
  }

  /** Where the own authority's revocation list is to be had. */
  String listUrl() {
    return new OwnCertificate(configuration, folder.tls(), clock).listUrl();
  }

  /** What those who connect must trust. */
  Path authority() {
    return configuration
        .findFile(ServerKey.TLS_CERTIFICATE)
        .<Path>map(certificate -> certificate)
        .orElse(tls("authority.pem"));
  }

  /**
   * [PLT-ENR-025] Whom devices are told to trust, the one in use first: the next one before it is
   * used, and the one before until it is retired.
   */
  private Path toldAuthorities() throws IOException, GeneralSecurityException {
    List<X509Certificate> told = new ArrayList<>(Pem.readCertificates(authority()));
    if (configuration.findFile(ServerKey.TLS_CERTIFICATE).isEmpty()) {
      for (String each : List.of("authority-next.pem", "authority-former.pem")) {
        if (Files.exists(tls(each))) {
          told.addAll(Pem.readCertificates(tls(each)));
        }
      }
    }
    Optional<Path> further = configuration.findFile(ServerKey.TLS_AUTHORITIES);
    if (further.isPresent()) {
      told.addAll(Pem.readCertificates(further.get()));
    }
    Path file = folder.run().resolve("told-authorities.pem");
    PrivateFiles.write(file, Pem.of(told.toArray(new X509Certificate[0])));
    return file;
  }

  /** The authority that gives devices their certificates, made where there is none. */
  EnrolmentFiles enrolment() throws IOException, GeneralSecurityException {
    Path secretFile = configuration.findFile(ServerKey.SECRET_FILE).orElse(folder.secret());
    if (!Files.exists(secretFile)) {
      PrivateFiles.write(
          secretFile, (PrivateFiles.newSecret() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    String secret = KeyFile.secret(secretFile);
    if (secret.length() < LEAST_SECRET) {
      throw new GeneralSecurityException(
          secretFile + " must have " + LEAST_SECRET + " characters or more in its first line");
    }
    Path certificate =
        configuration
            .findFile(ServerKey.ENROLMENT_CERTIFICATE)
            .orElse(tls("enrolment-authority.pem"));
    if (configuration.findFile(ServerKey.ENROLMENT_CERTIFICATE).isEmpty()) {
      Authority.loadOrMakeEncrypted(
          certificate, enrolmentKey(), Authority.DEVICES, clock.instant(), secret);
    } else {
      checkTogether(KeyFile.read(enrolmentKey(), secret), Pem.readCertificates(certificate).get(0));
    }
    return new EnrolmentFiles(certificate, enrolmentKey(), secretFile);
  }

  /**
   * What enrolment stands on.
   *
   * @param key of the authority, encrypted under the secret where the server made it
   */
  record EnrolmentFiles(Path certificate, Path key, Path secret) {}

  private Path enrolmentKey() {
    return configuration.findFile(ServerKey.ENROLMENT_KEY).orElse(tls("enrolment-authority.key"));
  }

  /** [PLT-TLS-047] One that could issue others would let all of them in as devices. */
  private static List<X509Certificate> proxies(Path file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> proxies = Pem.readCertificates(file);
    for (X509Certificate each : proxies) {
      if (each.getBasicConstraints() >= 0) {
        throw new GeneralSecurityException(
            each.getSubjectX500Principal().getName()
                + " is an authority; list the proxies' own certificates");
      }
    }
    return proxies;
  }

  /** Whom the operator trusts beside the authority of enrolment. */
  private Optional<Path> deviceAuthorities() {
    Optional<Path> named = configuration.findFile(ServerKey.TLS_DEVICE_AUTHORITIES);
    return named.isPresent()
        ? named
        : Optional.of(tls("device-authorities.pem")).filter(Files::exists);
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

  private KeyStores writeStores(
      PrivateKey key,
      List<X509Certificate> chain,
      List<X509Certificate> devices,
      List<X509Certificate> enrolling)
      throws IOException, GeneralSecurityException {
    String password = PrivateFiles.newSecret();
    KeyStore keys = emptyStore();
    keys.setKeyEntry(ALIAS, key, password.toCharArray(), chain.toArray(new Certificate[0]));
    return new KeyStores(
        write(keys, "server.p12", password),
        ALIAS,
        write(trust(devices), "devices.p12", password),
        write(trust(enrolling), "enrolling.p12", password),
        password);
  }

  private static KeyStore trust(List<X509Certificate> authorities)
      throws IOException, GeneralSecurityException {
    KeyStore trust = emptyStore();
    for (X509Certificate authority : authorities) {
      trust.setCertificateEntry("authority-" + trust.size(), authority);
    }
    return trust;
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
