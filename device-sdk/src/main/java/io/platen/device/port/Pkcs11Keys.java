package io.platen.device.port;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.KeyAgreement;
import javax.security.auth.login.LoginException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Keys in what speaks PKCS#11: a secure element, a TPM, a token. They are made there and never
 * leave it; of a stolen disk without it nothing can be read or shown.
 *
 * <p>It goes by the runtime's provider SunPKCS11, which must stand in the JVM's list of providers
 * for TLS to sign with its keys: it is put at the end of the list, and taken out by {@link #close}.
 */
public final class Pkcs11Keys implements KeyVault, AutoCloseable {
  /** All that is this device's in the token begins so: others may have theirs there. */
  private static final String PREFIX = "platen-";

  /** The key that the device's own secret is derived from. */
  private static final String SECRET = PREFIX + "secret";

  private static final Duration NO_END = Duration.ofDays(36_500);

  private static final Logger LOG = System.getLogger(Pkcs11Keys.class.getName());

  private final Provider provider;
  private final KeyStore store;
  private final SecureRandom random;

  private Pkcs11Keys(Provider provider, KeyStore store, SecureRandom random) {
    this.provider = provider;
    this.store = store;
    this.random = random;
  }

  /**
   * Opens a token.
   *
   * @param configuration path of a file as the provider SunPKCS11 reads it, or {@code --} and its
   *     lines; keys that it makes should be sensitive and not extractable
   * @throws IOException when the module, the token or the PIN is wrong; the message says which
   */
  public static Pkcs11Keys open(String configuration, char[] pin) throws IOException {
    Provider template = Security.getProvider("SunPKCS11");
    if (template == null) {
      throw new IOException(
          "This Java runtime has no SunPKCS11: add the module jdk.crypto.cryptoki");
    }
    Provider provider;
    try {
      provider = template.configure(configuration);
    } catch (RuntimeException e) {
      throw new IOException("The PKCS#11 module cannot be used: " + e.getMessage(), e);
    }
    if (Security.getProvider(provider.getName()) != null) {
      throw new IOException("A token of that name is open already in this process: close it first");
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      Security.addProvider(provider);
      return new Pkcs11Keys(provider, store, new SecureRandom());
    } catch (GeneralSecurityException | IOException e) {
      throw new IOException("The token cannot be opened: check slot and PIN (" + root(e) + ")", e);
    }
  }

  /** What the module has said: the provider wraps it several times. */
  private static String root(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  @Override
  public Made make() throws IOException {
    byte[] name = new byte[8];
    random.nextBytes(name);
    String alias = PREFIX + HexFormat.of().formatHex(name);
    PublicKey publicKey = make(alias);
    Reference reference = new Reference(alias);
    return new Made(reference, find(reference), publicKey);
  }

  private PublicKey make(String alias) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      // Only what has a certificate is found again, so the key vouches for itself.
      store.setKeyEntry(alias, pair.getPrivate(), null, new Certificate[] {placeholder(pair)});
      return pair.getPublic();
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("The token makes no key on P-256: " + e.getMessage(), e);
    }
  }

  private X509Certificate placeholder(KeyPair pair)
      throws GeneralSecurityException, OperatorCreationException {
    X500Name name = new X500Name("CN=platen key");
    Instant from = Instant.EPOCH;
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(64, random).add(BigInteger.ONE),
                    Date.from(from),
                    Date.from(from.plus(NO_END)),
                    name,
                    pair.getPublic())
                .build(
                    new JcaContentSignerBuilder("SHA256withECDSA")
                        .setProvider(provider)
                        .build(pair.getPrivate())));
  }

  @Override
  public PrivateKey find(Reference reference) throws IOException {
    return key(reference.text())
        .orElseThrow(
            () ->
                new IOException(
                    "The token has no key "
                        + reference.text()
                        + " of this device: put the right token in, or reset the device and enrol"
                        + " anew"));
  }

  private Optional<PrivateKey> key(String alias) throws IOException {
    try {
      return Optional.ofNullable((PrivateKey) store.getKey(alias, null));
    } catch (GeneralSecurityException e) {
      throw new IOException("The token cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void keepOnly(Collection<Reference> used) throws IOException {
    List<String> kept = used.stream().map(Reference::text).collect(Collectors.toList());
    kept.add(SECRET);
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (alias.startsWith(PREFIX) && !kept.contains(alias)) {
          store.deleteEntry(alias);
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("The token lets no key go: " + e.getMessage(), e);
    }
  }

  /**
   * What the key agrees on with itself: whoever lacks it would have to solve the Diffie-Hellman
   * problem, and tokens that do ECDH need no other algorithm.
   */
  @Override
  public Optional<byte[]> secret() throws IOException {
    PrivateKey own = key(SECRET).orElse(null);
    if (own == null) {
      make(SECRET);
      own = find(new Reference(SECRET));
    }
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
      agreement.init(own);
      agreement.doPhase(store.getCertificate(SECRET).getPublicKey(), true);
      return Optional.of(MessageDigest.getInstance("SHA-256").digest(agreement.generateSecret()));
    } catch (GeneralSecurityException e) {
      throw new IOException("The token does no ECDH on P-256: " + e.getMessage(), e);
    }
  }

  /** Takes the provider out of the JVM's list; keys that were found work no more in TLS. */
  @Override
  public void close() {
    Security.removeProvider(provider.getName());
    try {
      if (provider instanceof AuthProvider token) {
        token.logout();
      }
    } catch (LoginException e) {
      LOG.log(Level.DEBUG, "The token was away already", e);
    }
  }
}
