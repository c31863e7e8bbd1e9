package io.platen.device.identity;

import io.platen.device.identity.Slots.Pair;
import io.platen.device.port.KeyVault;
import io.platen.device.port.Keys;
import io.platen.device.port.Storage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
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
 * <p>The file is encrypted under the device's {@link LocalKey}, and the keys themselves are where
 * the {@link KeyVault} has them. [PLT-TLS-021]
 */
public final class OwnIdentity implements Keys {
  private static final String FILE = "identity";
  private static final byte[] CONTEXT = "platen identity 1".getBytes(StandardCharsets.US_ASCII);

  private static final Logger LOG = System.getLogger(OwnIdentity.class.getName());

  private final Storage storage;
  private final LocalKey localKey;
  private final KeyVault vault;
  private final List<X509Certificate> pinned;
  private Slots slots;
  private boolean triesNext = true;

  private OwnIdentity(
      Storage storage,
      LocalKey localKey,
      KeyVault vault,
      List<X509Certificate> pinned,
      Slots slots) {
    this.storage = storage;
    this.localKey = localKey;
    this.vault = vault;
    this.pinned = List.copyOf(pinned);
    this.slots = slots;
  }

  /**
   * @param vault where the keys are made and kept
   * @param pinned authorities of servers that the device was given; may be empty
   * @throws IOException when the file cannot be read, or the vault lacks its keys
   */
  public static OwnIdentity open(
      Storage storage, LocalKey localKey, KeyVault vault, List<X509Certificate> pinned)
      throws IOException {
    Optional<byte[]> file = storage.read(FILE);
    if (file.isEmpty()) {
      return new OwnIdentity(storage, localKey, vault, pinned, Slots.EMPTY);
    }
    byte[] plain =
        localKey
            .decrypt(file.get(), CONTEXT)
            .orElseThrow(
                () ->
                    new IOException(
                        FILE + " cannot be read with this device's key; reset it and enrol anew"));
    return new OwnIdentity(storage, localKey, vault, pinned, Slots.read(plain, vault));
  }

  /** Whether a device of that folder has been enrolled, or was about to be. */
  public static boolean exists(Storage storage) {
    return storage.exists(FILE);
  }

  /** Forgets all keys and certificates. */
  public static void delete(Storage storage) throws IOException {
    storage.wipe(FILE);
  }

  private void store(Slots next) throws IOException {
    try {
      storage.write(FILE, localKey.encrypt(next.write(), CONTEXT));
    } catch (GeneralSecurityException e) {
      throw new IOException("The identity cannot be written", e);
    }
    slots = next;
    try {
      vault.keepOnly(slots.references());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A key that is out of use stays in the key store for now", e);
    }
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

  /**
   * Whose servers the device trusts: those that its server has named last, or else those that it
   * was given. Who gives it others starts anew with them.
   */
  public synchronized List<X509Certificate> authorities() {
    String replaced = slots.replaces();
    if (!replaced.isEmpty() && (pinned.isEmpty() || replaced.equals(print(pinned)))) {
      return slots.authorities();
    }
    List<X509Certificate> all = new ArrayList<>(pinned);
    if (replaced.isEmpty()) {
      all.addAll(slots.authorities());
    }
    return all;
  }

  /** [PLT-ENR-050] */
  public synchronized void trust(X509Certificate authority) throws IOException {
    store(slots.withAuthorities(List.of(authority), ""));
  }

  /** [PLT-ENR-051] From now on these and no others. */
  public synchronized void trustOnly(List<X509Certificate> named) throws IOException {
    store(slots.withAuthorities(named, print(pinned)));
  }

  private static String print(List<X509Certificate> certificates) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (X509Certificate each : certificates) {
        digest.update(each.getEncoded());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("What was read has an encoding", e);
    }
  }

  /**
   * The key to ask a certificate for, durable before this returns. [PLT-ENR-043] It is new, but
   * where an answer is outstanding, which may have been given. [PLT-ENR-041]
   */
  public synchronized KeyPair prepareNext() throws IOException {
    Pair next = slots.next();
    if (next == null || next.isCertified()) {
      if (next != null) {
        // What was never confirmed is let go only for a pair that was: else it would be the last.
        settle();
      }
      next = Pair.of(vault.make());
      store(slots.withNext(next));
    }
    return new KeyPair(next.publicKey(), next.key());
  }

  private void settle() throws IOException {
    Pair used = inUse();
    store(new Slots(used, null, slots.authorities(), slots.replaces()));
  }

  /** The certificate has come; it is used from the next connection on. */
  public synchronized void accept(List<X509Certificate> chain) throws IOException {
    Pair next = slots.next();
    if (next == null) {
      throw new IllegalStateException("No certificate was asked for");
    }
    store(slots.withNext(next.with(chain)));
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
