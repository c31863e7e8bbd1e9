package io.platen.protocol.update;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the whole of a repository by the procedure of a device, before anybody is told of it: for
 * the release desk and for servers that mirror.
 */
public final class MetadataReview {
  private final MetadataCodec codec;
  private final SignatureCheck signatures;

  public MetadataReview(MetadataCodec codec, SignatureCheck signatures) {
    this.codec = codec;
    this.signatures = signatures;
  }

  /**
   * What a device would trust that trusts {@code trusted} and sees {@code source}.
   *
   * @param trusted files by role; the root at the least
   * @throws MetadataException when a device would refuse a file
   * @throws IOException when the source fails
   */
  public VerifiedSet see(Map<String, byte[]> trusted, MetadataSource source, Instant now)
      throws MetadataException, IOException {
    MetadataUpdater updater =
        new MetadataUpdater(new InMemory(trusted), source, codec, signatures, now);
    updater.refresh();
    return updater.everything();
  }

  /** What a device would keep. */
  private static final class InMemory implements TrustedFiles {
    private final Map<String, byte[]> files;

    InMemory(Map<String, byte[]> files) {
      this.files = new HashMap<>(files);
    }

    @Override
    public Optional<byte[]> read(String role) {
      return Optional.ofNullable(files.get(role));
    }

    @Override
    public void write(String role, byte[] file) {
      files.put(role, file);
    }

    @Override
    public void remove(String role) {
      files.remove(role);
    }
  }
}
