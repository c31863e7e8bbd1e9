package io.platen.protocol.update;

import io.platen.protocol.update.MetadataException.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The checks that the steps of the procedure are made of, each by one name. */
final class FileCheck {
  private final TrustedFiles store;
  private final MetadataCodec codec;
  private final SignatureCheck signatures;
  private final Instant start;

  FileCheck(TrustedFiles store, MetadataCodec codec, SignatureCheck signatures, Instant start) {
    this.store = store;
    this.codec = codec;
    this.signatures = signatures;
    this.start = start;
  }

  String plainName(String role) {
    return role + "." + codec.extension();
  }

  /** What the device was made with, or came to trust since. It must have signed itself. */
  RootMetadata initialRoot() throws MetadataException, IOException {
    String role = TopLevelRole.ROOT.token();
    byte[] file =
        store
            .read(role)
            .orElseThrow(
                () ->
                    new MetadataException(
                        Reason.MISSING,
                        role,
                        "PLT-UPD-009",
                        "The device has no root to begin with"));
    SignedFile opened = codec.open(role, file);
    RootMetadata root = read(RootMetadata.class, role, opened);
    demandSignatures(role, opened, root.signers(TopLevelRole.ROOT), "PLT-UPD-011");
    return root;
  }

  /**
   * What is stored of a role and is signed by those who sign it today. It may have expired: it
   * still tells which versions lie behind.
   */
  <M extends Metadata> Optional<M> known(Class<M> type, String role, Signers signers)
      throws IOException {
    Optional<byte[]> file = store.read(role);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(type, role, open(role, file.get(), signers, "PLT-UPD-002")));
    } catch (MetadataException e) { // signed by keys of the past, or damaged
      return Optional.empty();
    }
  }

  /** Whether what is stored is just what was announced, so that nothing has to be fetched. */
  boolean isCurrent(String role, Metadata known, MetaFile announced) throws IOException {
    byte[] file = store.read(role).orElse(new byte[0]);
    return known.version() == announced.version()
        && !isExpired(known)
        && Digests.firstWrong(file, announced.hashes()).isEmpty();
  }

  /** [PLT-UPD-001] Whatever is in the file, nobody looks into it before this has returned. */
  SignedFile open(String role, byte[] file, Signers signers, String requirement)
      throws MetadataException {
    SignedFile opened = codec.open(role, file);
    demandSignatures(role, opened, signers, requirement);
    return opened;
  }

  void demandSignatures(String role, SignedFile file, Signers signers, String requirement)
      throws MetadataException {
    if (!signers.haveSigned(file, signatures)) {
      throw new MetadataException(
          Reason.SIGNATURE, role, requirement, "Too few of those who must sign it have done so");
    }
  }

  <M extends Metadata> M read(Class<M> type, String role, SignedFile opened)
      throws MetadataException {
    return codec.read(type, role, opened.content());
  }

  void demandVersion(String role, long expected, long found, String requirement)
      throws MetadataException {
    if (found != expected) {
      throw new MetadataException(
          Reason.VERSION,
          role,
          requirement,
          "It should be version " + expected + ", but is " + found);
    }
  }

  void demandAtLeast(String role, long known, long found, String requirement)
      throws MetadataException {
    if (found < known) {
      throw new MetadataException(
          Reason.VERSION,
          role,
          requirement,
          "Version " + known + " is known already, and " + found + " lies before it");
    }
  }

  /** No file disappears, and none goes back. */
  void refuseStepBack(SnapshotMetadata known, SnapshotMetadata next) throws MetadataException {
    for (var file : known.files().entrySet()) {
      MetaFile found = next.files().get(file.getKey());
      if (found == null || found.version() < file.getValue().version()) {
        throw new MetadataException(
            Reason.VERSION,
            TopLevelRole.SNAPSHOT.token(),
            "PLT-UPD-032",
            file.getKey()
                + " was at version "
                + file.getValue().version()
                + (found == null ? " and is missing" : " and goes back to " + found.version()));
      }
    }
  }

  void demandContent(String role, byte[] file, MetaFile announced, String requirement)
      throws MetadataException {
    Long length = announced.length();
    if (length != null && file.length != length) {
      throw new MetadataException(
          Reason.CONTENT,
          role,
          requirement,
          "It should have " + length + " bytes, but has " + file.length);
    }
    Optional<String> wrong = Digests.firstWrong(file, announced.hashes());
    if (wrong.isPresent()) {
      throw new MetadataException(
          Reason.CONTENT, role, requirement, "It is not the file with the hash " + wrong.get());
    }
  }

  void refuseExpired(Metadata metadata, String role, String requirement) throws MetadataException {
    if (isExpired(metadata)) {
      throw new MetadataException(
          Reason.EXPIRED,
          role,
          requirement,
          "It expired at " + metadata.expires() + ", and now it is " + start);
    }
  }

  private boolean isExpired(Metadata metadata) {
    return !metadata.expires().isAfter(start);
  }

  void store(String role, byte[] file) throws IOException {
    store.write(role, file);
  }

  void forget(String role) throws IOException {
    store.remove(role);
  }
}
