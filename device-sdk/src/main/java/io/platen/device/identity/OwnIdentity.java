package io.platen.device.identity;

import io.platen.device.identity.Slots.Pair;
import io.platen.device.port.Keys;
import io.platen.device.port.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the device makes for itself and the certificates that it is given for them. There
 * are two places: a pair is put into the other one, and only when a host has let the device in with
 * it does it take the place of the first. Both lie in one small file that is replaced as a whole,
 * so whatever cuts the device off, it has the pair that it had, or the next. [PLT-ENR-047]
 *
 * <p>The file is encrypted under the device's {@link LocalKey}. [PLT-TLS-021]
 */
public final class OwnIdentity implements Keys {
  private static final String FILE = "identity";
  private static final byte[] CONTEXT = "platen identity 1".getBytes(StandardCharsets.US_ASCII);

  private final Storage storage;
  private final LocalKey localKey;
  private final SecureRandom random;
  private final List<X509Certificate> pinned;
  private Slots slots;
  private boolean triesNext = true;

  private OwnIdentity(
      Storage storage,
      LocalKey localKey,
      SecureRandom random,
      List<X509Certificate> pinned,
      Slots slots) {
    this.storage = storage;
    this.localKey = localKey;
    this.random = random;
    this.pinned = List.copyOf(pinned);
    this.slots = slots;
  }

  /**
   * @param pinned authorities of servers that the device was given; may be empty
   * @throws IOException when the file cannot be read
   */
  public static OwnIdentity open(
      Storage storage, LocalKey localKey, SecureRandom random, List<X509Certificate> pinned)
      throws IOException {
    Optional<byte[]> file = storage.read(FILE);
    if (file.isEmpty()) {
      return new OwnIdentity(storage, localKey, random, pinned, Slots.EMPTY);
    }
    byte[] plain =
        localKey
            .decrypt(file.get(), CONTEXT)
            .orElseThrow(
                () ->
                    new IOException(
                        FILE + " cannot be read with this device's key; reset it and enrol anew"));
    return new OwnIdentity(storage, localKey, random, pinned, Slots.read(plain));
  }

  /** Whether a device of that folder has been enrolled, or was about to be. */
  public static boolean exists(Storage storage) {
    return storage.exists(FILE);
  }

  /** Forgets all keys and certificates. */
  public static void delete(Storage storage) throws IOException {
    storage.delete(FILE);
  }

  private void store(Slots next) throws IOException {
    try {
      storage.write(FILE, localKey.encrypt(next.write(), CONTEXT));
    } catch (GeneralSecurityException e) {
      throw new IOException("The identity cannot be written", e);
    }
    slots = next;
  }

  /** The certificate that the device shows now; empty before it was enrolled. */
  public synchronized Optional<X509Certificate> certificate() {
    return Optional.ofNullable(inUse()).map(Pair::certificate);
  }

  /** The id that the certificate gives the device. */
  public Optional<UUID> device() {
    return certificate().flatMap(Names::id);
  }

  /** Whether the device can work with what it has at that time. */
  public boolean isGoodAt(Instant time) {
    return certificate().filter(each -> time.isBefore(each.getNotAfter().toInstant())).isPresent();
  }

  private @Nullable Pair inUse() {
    Pair current = slots.current();
    Pair next = slots.next();
    boolean hasNext = next != null && next.isCertified();
    return hasNext && (triesNext || current == null) ? next : current;
  }

  @Override
  public synchronized Material load() throws GeneralSecurityException {
    Pair pair = inUse();
    if (pair == null) {
      throw new GeneralSecurityException("The device has no certificate yet; enrol it first");
    }
    return new Material(pair.key(), pair.chain(), authorities());
  }

  /** Whose servers the device trusts. */
  public synchronized List<X509Certificate> authorities() {
    List<X509Certificate> all = new ArrayList<>(pinned);
    all.addAll(slots.authorities());
    return all;
  }

  /** [PLT-ENR-050] */
  public synchronized void trust(X509Certificate authority) throws IOException {
    store(slots.withAuthorities(List.of(authority)));
  }

  /**
   * The key to ask a certificate for, durable before this returns. [PLT-ENR-043] It is new, but
   * where an answer is outstanding, which may have been given. [PLT-ENR-041]
   */
  public synchronized KeyPair prepareNext() throws IOException {
    Pair next = slots.next();
    if (next == null || next.isCertified()) {
      KeyPair made = newKey();
      next = new Pair(made.getPrivate(), made.getPublic(), List.of());
      if (slots.next() != null) {
        // What was never confirmed is let go only for a pair that was: else it would be the last.
        settle();
      }
      store(slots.withNext(next));
    }
    return new KeyPair(next.publicKey(), next.key());
  }

  private void settle() throws IOException {
    Pair used = inUse();
    store(new Slots(used, null, slots.authorities()));
  }

  private KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has P-256", e);
    }
  }

  /** The certificate has come; it is used from the next connection on. */
  public synchronized void accept(List<X509Certificate> chain) throws IOException {
    Pair next = slots.next();
    if (next == null) {
      throw new IllegalStateException("No certificate was asked for");
    }
    store(slots.withNext(new Pair(next.key(), next.publicKey(), chain)));
    triesNext = true;
  }

  /** The server will never give one for this key: the next try makes another. */
  public synchronized void forgetNext() throws IOException {
    Pair next = slots.next();
    if (next != null && !next.isCertified()) {
      store(slots.withNext(null));
    }
  }

  /** A host for devices has let the device in: the pair that it used is the one that counts. */
  public synchronized void letIn() throws IOException {
    Pair next = slots.next();
    if (next == null || !next.isCertified()) {
      return;
    }
    settle();
    triesNext = true;
  }

  /**
   * A host did not want the pair in use.
   *
   * @return whether there is another one, which is used from the next connection on
   */
  public synchronized boolean useOther() {
    Pair next = slots.next();
    if (slots.current() == null || next == null || !next.isCertified()) {
      return false;
    }
    triesNext = !triesNext;
    return true;
  }
}
