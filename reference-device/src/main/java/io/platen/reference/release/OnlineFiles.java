package io.platen.reference.release;

import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.publish.Publication;
import io.platen.protocol.publish.PublicationCheck;
import io.platen.protocol.update.HybridSignatures;
import io.platen.protocol.update.MetaFile;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataReview;
import io.platen.protocol.update.MetadataSource;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TimestampMetadata;
import io.platen.protocol.update.VerifiedSet;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Snapshot and timestamp, whose keys stay at the desk: made anew for each publication. */
final class OnlineFiles {
  private static final String TIMESTAMP = "timestamp.xml";

  private final Desk desk;
  private final Editions editions;
  private final Passphrase passphrase;

  OnlineFiles(Desk desk, Passphrase passphrase) {
    this.desk = desk;
    this.editions = new Editions(desk);
    this.passphrase = passphrase;
  }

  /** What a device sees of what is filed. */
  record Seen(VerifiedSet set, Publication publication) {
    /** The edition of the targets, or of a role that they delegate to; 0 where there is none. */
    long edition(DeskRole role) {
      TargetsMetadata list = set.roles().get(role.name());
      return list == null ? 0 : list.version();
    }
  }

  /**
   * Makes them, and files them when a device would take all of it.
   *
   * @throws CommandFailure with the reason when it would not
   */
  Seen renew() {
    RootMetadata root = editions.rootNow();
    Map<String, MetaFile> lists = new TreeMap<>();
    lists.put(DeskRole.TARGETS.name(), newest(DeskRole.TARGETS));
    editions.delegations().ever().forEach(role -> lists.put(role.name(), newest(role)));
    SnapshotMetadata snapshot = snapshot(root, lists);
    byte[] snapshotFile =
        desk.file(snapshot.version() + ".snapshot.xml")
            .orElseGet(() -> signed(root, DeskRole.SNAPSHOT, snapshot));
    TimestampMetadata timestamp =
        new TimestampMetadata(
            timestamp().map(each -> each.version() + 1).orElse(1L),
            expiry(DeskRole.TIMESTAMP),
            meta(snapshot.version(), snapshotFile));
    byte[] timestampFile = signed(root, DeskRole.TIMESTAMP, timestamp);
    String snapshotName = snapshot.version() + ".snapshot.xml";
    Seen seen =
        see(
            (name, most) ->
                name.equals(TIMESTAMP)
                    ? Optional.of(timestampFile)
                    : name.equals(snapshotName)
                        ? Optional.of(snapshotFile)
                        : desk.source().fetch(name, most));
    desk.file(snapshotName, snapshotFile);
    desk.file(TIMESTAMP, timestampFile);
    return seen;
  }

  /** What a device sees of what is filed now. */
  Seen see() {
    return see(desk.source());
  }

  private Seen see(MetadataSource source) {
    byte[] first =
        desk.file("1.root.xml").orElseThrow(() -> new CommandFailure("There is no root yet"));
    try {
      VerifiedSet set =
          new MetadataReview(new XmlMetadata(), new HybridSignatures())
              .see(Map.of(DeskRole.ROOT.name(), first), source, desk.now());
      return new Seen(set, PublicationCheck.of(set, desk));
    } catch (MetadataException e) {
      throw new CommandFailure("No device would take this. " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailure("The desk cannot be read: " + e.getMessage(), e);
    }
  }

  Optional<TimestampMetadata> timestamp() {
    return desk.file(TIMESTAMP)
        .map(file -> Editions.read(TimestampMetadata.class, DeskRole.TIMESTAMP, file));
  }

  /** The one that is filed where it is still right, and good for half of its life; else another. */
  private SnapshotMetadata snapshot(RootMetadata root, Map<String, MetaFile> lists) {
    Optional<SnapshotMetadata> filed = editions.newest(DeskRole.SNAPSHOT, SnapshotMetadata.class);
    Duration life = DeskRole.SNAPSHOT.life(desk.settings());
    if (filed.isPresent()
        && lists.equals(filed.get().files())
        && filed.get().expires().isAfter(desk.now().plus(life.dividedBy(2)))
        && isSignedAs(root, filed.get())) {
      return filed.get();
    }
    return new SnapshotMetadata(
        filed.map(each -> each.version() + 1).orElse(1L), expiry(DeskRole.SNAPSHOT), lists);
  }

  /** Whether the root's keys of today have signed it. */
  private boolean isSignedAs(RootMetadata root, SnapshotMetadata snapshot) {
    byte[] file = desk.file(snapshot.version() + ".snapshot.xml").orElseThrow();
    return Editions.demand("", root, DeskRole.SNAPSHOT, file).tally().isComplete();
  }

  private MetaFile newest(DeskRole role) {
    var versions = desk.editions(role.name());
    if (versions.isEmpty()) {
      throw new CommandFailure(
          "No release is signed yet: release add, and then release sign; release check says what is"
              + " missing");
    }
    long version = versions.last();
    return meta(version, desk.file(role.file(version)).orElseThrow());
  }

  private static MetaFile meta(long version, byte[] file) {
    return new MetaFile(version, (long) file.length, Map.of("sha256", Sha256.of(file).toString()));
  }

  private Instant expiry(DeskRole role) {
    return desk.now().plus(role.life(desk.settings()));
  }

  private byte[] signed(
      RootMetadata root, DeskRole role, io.platen.protocol.update.Metadata metadata) {
    return Editions.signed(role, metadata, onlineKeys(root, role));
  }

  private List<SigningKey> onlineKeys(RootMetadata root, DeskRole role) {
    List<SigningKey> keys = new ArrayList<>();
    Editions.keys(root, role).groups().stream()
        .flatMap(group -> group.keyIds().stream())
        .map(id -> desk.keys().resolve(desk.nameOf(id) + ".key"))
        .distinct()
        .filter(Files::exists)
        .forEach((Path file) -> keys.addAll(KeyFiles.read(file, passphrase)));
    if (keys.isEmpty()) {
      throw new CommandFailure(
          "The key of the " + role.name() + " is not in " + desk.keys() + "; only there can it be");
    }
    return keys;
  }
}
