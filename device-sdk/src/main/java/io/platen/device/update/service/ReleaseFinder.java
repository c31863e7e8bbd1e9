package io.platen.device.update.service;

import io.platen.protocol.Limit;
import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.release.Release;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataSource;
import io.platen.protocol.update.MetadataUpdater;
import io.platen.protocol.update.SignatureCheck;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TrustedFiles;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Finds a release in the OEM's metadata: what a server chose must stand there. */
public final class ReleaseFinder {
  private final TrustedFiles trusted;
  private final Source source;
  private final SignatureCheck signatures;
  private final String model;
  private final ClockFloor floor;

  public ReleaseFinder(
      TrustedFiles trusted,
      Source source,
      SignatureCheck signatures,
      String model,
      ClockFloor floor) {
    this.trusted = trusted;
    this.source = source;
    this.signatures = signatures;
    this.model = model;
    this.floor = floor;
  }

  /** Hosts; nothing that they say is trusted. */
  public interface Source {
    /** Its metadata files. */
    MetadataSource metadata();

    /**
     * Fetches an object.
     *
     * @return empty where no host has it
     * @throws IOException when no host answers as it should, or it is longer
     */
    Optional<byte[]> object(String sha256, long mostBytes) throws IOException;
  }

  /** What the server chose cannot be taken. */
  public static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message);
    }
  }

  /**
   * Brings the metadata up to date and finds the release.
   *
   * @param heard what time it is by the assignment
   * @throws MetadataException when metadata is refused
   * @throws UnfitException when it names no such release, or the release is not what it names
   * @throws IOException when no host answers, or the storage fails
   */
  public Release find(String id, Instant heard)
      throws MetadataException, UnfitException, IOException {
    // [PLT-UPD-306]
    Instant now = floor.now(heard);
    MetadataUpdater metadata =
        new MetadataUpdater(trusted, source.metadata(), new XmlMetadata(), signatures, now);
    metadata.refresh();
    // [PLT-UPD-307] Nothing that the OEM signed was out of date then: so it is no lie of years.
    floor.lift(now);
    TargetFile target =
        metadata
            .find(Release.path(model, id))
            .orElseThrow(
                () ->
                    // [PLT-UPD-308]
                    new UnfitException(
                        "The OEM's metadata names no release "
                            + id
                            + " for "
                            + model
                            + " [PLT-UPD-308]"));
    return read(id, document(id, target));
  }

  private byte[] document(String id, TargetFile target) throws UnfitException, IOException {
    String sha256 = target.hashes().get("sha256");
    if (sha256 == null || target.length() > Limit.DOCUMENT_BYTES.value()) {
      throw new UnfitException("The release " + id + " has no document that can be fetched");
    }
    Optional<byte[]> document = source.object(sha256, target.length());
    // [PLT-UPD-100]
    if (document.isEmpty() || !target.matches(document.get())) {
      throw new IOException(
          document.isEmpty()
              ? "No host has the release " + id
              : "What a host has as the release " + id + " is not what was signed");
    }
    return document.get();
  }

  private static Release read(String id, byte[] document) throws UnfitException {
    try {
      Release release = ReleaseCodec.read(document);
      if (release.id().equals(id)) {
        return release;
      }
      throw new UnfitException("The release " + id + " calls itself " + release.id());
    } catch (ProtocolException e) {
      throw new UnfitException("The release " + id + " cannot be read: " + e.getMessage());
    }
  }
}
