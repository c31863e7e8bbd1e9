package io.platen.server.sealing;

import io.platen.protocol.Limit;
import io.platen.protocol.seal.KeyId;
import io.platen.protocol.seal.Opener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sealing keys of this server, and when which of them counts: the newest is told to devices,
 * those before it open what still waits. A key is made at the first need and every 90 days, where
 * the server has an authority for that; otherwise the operator puts them into the folder.
 */
final class SealingKeys implements Opener.SealingKeys {
  private static final Logger LOG = System.getLogger(SealingKeys.class.getName());

  /** How long a key is told to devices. */
  static final Duration LIFE = Duration.ofDays(90);

  /** [PLT-SEA-030] How long it opens after that. */
  static final Duration OPENS = Limit.SEALING_KEY_DAYS.duration();

  private final SealingFolder folder;
  private final @Nullable SealingIssuer issuer;
  private final InstantSource clock;
  private List<SealingKey> keys = List.of();
  private FileTime read = FileTime.fromMillis(-1);

  /** It does not come from the authority before. */
  private @Nullable X509Certificate looked;

  SealingKeys(SealingFolder folder, @Nullable SealingIssuer issuer, InstantSource clock) {
    this.folder = folder;
    this.issuer = issuer;
    this.clock = clock;
  }

  /** The certificate that devices shall seal for; empty where there is none. */
  synchronized Optional<X509Certificate> current() {
    Instant now = clock.instant();
    try {
      if (isDue(now)) {
        reread();
      }
      if (isDue(now) && issuer != null) {
        folder.locked(() -> renew(issuer, now));
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(Level.WARNING, "The sealing keys cannot be read or written", e);
    }
    return keys.stream().findFirst().map(SealingKey::certificate);
  }

  private boolean isDue(Instant now) {
    return keys.isEmpty()
        || !keys.get(0).from().plus(LIFE).isAfter(now)
        || isOfFormerAuthority(keys.get(0).certificate());
  }

  /** Devices drop an authority that is retired, and what it has vouched for. */
  private boolean isOfFormerAuthority(X509Certificate certificate) {
    if (issuer == null || certificate.equals(looked)) {
      return false;
    }
    boolean former = issuer.isOfFormer(certificate);
    looked = former ? null : certificate;
    return former;
  }

  /** Another node may have been first. */
  private void renew(SealingIssuer by, Instant now) throws IOException, GeneralSecurityException {
    keys = folder.read();
    if (!isDue(now)) {
      return;
    }
    List<SealingKey> next = new ArrayList<>();
    next.add(by.issue(audience().orElseGet(() -> "platen-" + UUID.randomUUID()), now));
    for (int i = 0; i < keys.size(); i++) {
      Instant replaced = i == 0 ? now : keys.get(i - 1).from();
      if (replaced.plus(OPENS).isAfter(now)) {
        next.add(keys.get(i));
      }
    }
    folder.write(next);
    keys = List.copyOf(next);
    read = folder.changed();
    LOG.log(Level.INFO, "Devices seal for a new key from now on: {0}", keys.get(0).id().hex());
  }

  private void reread() throws IOException, GeneralSecurityException {
    FileTime changed = folder.changed();
    if (!changed.equals(read)) {
      keys = folder.read();
      read = changed;
    }
  }

  /** What this server is called in its sealing certificates. */
  synchronized Optional<String> audience() {
    return keys.stream()
        .findFirst()
        .map(key -> key.certificate().getSubjectX500Principal().getName().replaceFirst("^CN=", ""));
  }

  @Override
  public synchronized Optional<PrivateKey> find(KeyId id) {
    Optional<PrivateKey> known = look(id);
    if (known.isPresent()) {
      return known;
    }
    try {
      reread();
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(Level.WARNING, "The sealing keys cannot be read", e);
    }
    return look(id);
  }

  private Optional<PrivateKey> look(KeyId id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst().map(SealingKey::key);
  }
}
