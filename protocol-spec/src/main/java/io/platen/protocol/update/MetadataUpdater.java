package io.platen.protocol.update;

import io.platen.protocol.Limit;
import io.platen.protocol.update.MetadataException.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One update of the metadata that a device trusts, by the steps of chapter UPD, "How a device
 * updates its metadata" (which are those of TUF 1.0 section 5), and the search for a target after
 * it. For one thread; a new one for each update.
 */
public final class MetadataUpdater {
  private final FileCheck files;
  private final MetadataSource source;
  private @Nullable Trusted trusted;

  /** What holds after {@link #refresh}. */
  private record Trusted(
      RootMetadata root,
      TimestampMetadata timestamp,
      SnapshotMetadata snapshot,
      TargetsMetadata targets) {}

  /**
   * @param start when this update began; what expires while it runs counts as current [PLT-UPD-008]
   */
  public MetadataUpdater(
      TrustedFiles store,
      MetadataSource source,
      MetadataCodec codec,
      SignatureCheck signatures,
      Instant start) {
    this.files = new FileCheck(store, codec, signatures, start);
    this.source = source;
  }

  /**
   * Brings root, timestamp, snapshot and targets up to date. What was verified before a failure is
   * stored and stays.
   *
   * @throws MetadataException when a file is refused; what was trusted of that role stays
   * @throws IOException when the host cannot be reached, or the store fails
   */
  public void refresh() throws MetadataException, IOException {
    RootMetadata root = updateRoot();
    TimestampMetadata timestamp = updateTimestamp(root);
    SnapshotMetadata snapshot = updateSnapshot(root, timestamp);
    Signers signers = root.signers(TopLevelRole.TARGETS);
    TargetsMetadata targets = updateTargets(TopLevelRole.TARGETS.token(), signers, root, snapshot);
    trusted = new Trusted(root, timestamp, snapshot, targets);
  }

  // Step 1: the root.
  private RootMetadata updateRoot() throws MetadataException, IOException {
    RootMetadata root = files.initialRoot();
    // [PLT-UPD-010] One after the other, until the host has none that is newer.
    for (int i = 0; i < Limit.ROOTS_AT_ONCE.value(); i++) {
      String name = (root.version() + 1) + "." + files.plainName(TopLevelRole.ROOT.token());
      Optional<byte[]> file = source.fetch(name, TopLevelRole.ROOT.mostBytes());
      if (file.isEmpty()) {
        break;
      }
      root = nextRoot(root, file.get());
    }
    // [PLT-UPD-013] Only now: an old root leads to the new one, however old it is.
    files.refuseExpired(root, TopLevelRole.ROOT.token(), "PLT-UPD-013");
    return root;
  }

  private RootMetadata nextRoot(RootMetadata root, byte[] file)
      throws MetadataException, IOException {
    String role = TopLevelRole.ROOT.token();
    // [PLT-UPD-011] Signed as the root before it demands, and as it demands itself.
    SignedFile opened = files.open(role, file, root.signers(TopLevelRole.ROOT), "PLT-UPD-011");
    RootMetadata next = files.read(RootMetadata.class, role, opened);
    files.demandSignatures(role, opened, next.signers(TopLevelRole.ROOT), "PLT-UPD-011");
    // [PLT-UPD-012]
    files.demandVersion(role, root.version() + 1, next.version(), "PLT-UPD-012");
    // [PLT-UPD-014] Before the root is stored: a crash between the two must not keep them.
    if (hasNewKeys(TopLevelRole.TIMESTAMP, root, next)
        || hasNewKeys(TopLevelRole.SNAPSHOT, root, next)) {
      files.forget(TopLevelRole.TIMESTAMP.token());
      files.forget(TopLevelRole.SNAPSHOT.token());
    }
    files.store(role, file);
    return next;
  }

  private static boolean hasNewKeys(TopLevelRole role, RootMetadata before, RootMetadata after) {
    return !before.signers(role).signing().equals(after.signers(role).signing());
  }

  // Step 2: the timestamp.
  private TimestampMetadata updateTimestamp(RootMetadata root)
      throws MetadataException, IOException {
    String role = TopLevelRole.TIMESTAMP.token();
    Signers signers = root.signers(TopLevelRole.TIMESTAMP);
    Optional<TimestampMetadata> known = files.known(TimestampMetadata.class, role, signers);
    byte[] file = fetch(role, files.plainName(role), TopLevelRole.TIMESTAMP.mostBytes());
    SignedFile opened = files.open(role, file, signers, "PLT-UPD-002");
    TimestampMetadata timestamp = files.read(TimestampMetadata.class, role, opened);
    if (known.isPresent()) {
      // [PLT-UPD-020]
      files.demandAtLeast(role, known.get().version(), timestamp.version(), "PLT-UPD-020");
      if (timestamp.version() == known.get().version()) {
        // [PLT-UPD-021] The one that is known stays, whatever the new one says.
        files.refuseExpired(known.get(), role, "PLT-UPD-023");
        return known.get();
      }
      // [PLT-UPD-022]
      files.demandAtLeast(
          role, known.get().snapshot().version(), timestamp.snapshot().version(), "PLT-UPD-022");
    }
    // [PLT-UPD-023]
    files.refuseExpired(timestamp, role, "PLT-UPD-023");
    files.store(role, file);
    return timestamp;
  }

  // Step 3: the snapshot.
  private SnapshotMetadata updateSnapshot(RootMetadata root, TimestampMetadata timestamp)
      throws MetadataException, IOException {
    String role = TopLevelRole.SNAPSHOT.token();
    Signers signers = root.signers(TopLevelRole.SNAPSHOT);
    MetaFile announced = timestamp.snapshot();
    Optional<SnapshotMetadata> known = files.known(SnapshotMetadata.class, role, signers);
    if (known.isPresent() && files.isCurrent(role, known.get(), announced)) {
      return known.get();
    }
    byte[] file = fetch(role, announced, root, TopLevelRole.SNAPSHOT);
    // [PLT-UPD-030]
    files.demandContent(role, file, announced, "PLT-UPD-030");
    SignedFile opened = files.open(role, file, signers, "PLT-UPD-002");
    SnapshotMetadata snapshot = files.read(SnapshotMetadata.class, role, opened);
    // [PLT-UPD-031]
    files.demandVersion(role, announced.version(), snapshot.version(), "PLT-UPD-031");
    // [PLT-UPD-032]
    if (known.isPresent()) {
      files.refuseStepBack(known.get(), snapshot);
    }
    // [PLT-UPD-033]
    files.refuseExpired(snapshot, role, "PLT-UPD-033");
    files.store(role, file);
    return snapshot;
  }

  // Step 4: the targets, and in step 5 those of delegated roles.
  private TargetsMetadata updateTargets(
      String role, Signers signers, RootMetadata root, SnapshotMetadata snapshot)
      throws MetadataException, IOException {
    // [PLT-UPD-040]
    MetaFile announced = snapshot.files().get(role);
    if (announced == null) {
      throw new MetadataException(
          Reason.MISSING, role, "PLT-UPD-040", "The snapshot names no file of this role");
    }
    Optional<TargetsMetadata> known = files.known(TargetsMetadata.class, role, signers);
    if (known.isPresent() && files.isCurrent(role, known.get(), announced)) {
      return known.get();
    }
    byte[] file = fetch(role, announced, root, TopLevelRole.TARGETS);
    // [PLT-UPD-041]
    files.demandContent(role, file, announced, "PLT-UPD-041");
    SignedFile opened = files.open(role, file, signers, "PLT-UPD-002");
    TargetsMetadata targets = files.read(TargetsMetadata.class, role, opened);
    // [PLT-UPD-042]
    files.demandVersion(role, announced.version(), targets.version(), "PLT-UPD-042");
    // [PLT-UPD-043]
    files.refuseExpired(targets, role, "PLT-UPD-043");
    files.store(role, file);
    return targets;
  }

  /**
   * Looks for a target, first in the targets themselves, then by delegations, fetching files of
   * roles as it goes.
   *
   * @param path as a delegation's patterns see it, e.g. {@code model/pl-100/b/2.4.0}
   * @return empty where no role that may name it does
   * @throws IllegalStateException before a successful {@link #refresh}
   */
  public Optional<TargetFile> find(String path) throws MetadataException, IOException {
    Trusted now = refreshed();
    // Step 5: [PLT-UPD-050] in the order of the delegations, each role's own before the next.
    Deque<Step> open = new ArrayDeque<>();
    open.push(new Step(TopLevelRole.TARGETS.token(), now.root().signers(TopLevelRole.TARGETS)));
    Set<String> visited = new HashSet<>();
    // [PLT-UPD-053]
    while (!open.isEmpty() && visited.size() <= Limit.DELEGATIONS.value()) {
      Step step = open.pop();
      if (visited.add(step.role())) {
        TargetsMetadata targets = targets(step, now);
        TargetFile target = targets.targets().get(path);
        if (target != null) {
          return Optional.of(target);
        }
        follow(targets, path, open);
      }
    }
    return Optional.empty();
  }

  private Trusted refreshed() {
    Trusted now = trusted;
    if (now == null) {
      throw new IllegalStateException("Refresh first");
    }
    return now;
  }

  private TargetsMetadata targets(Step step, Trusted now) throws MetadataException, IOException {
    return step.role().equals(TopLevelRole.TARGETS.token())
        ? now.targets()
        : updateTargets(step.role(), step.signers(), now.root(), now.snapshot());
  }

  /** All roles, also those that no search has led to: for those who mirror, not for devices. */
  VerifiedSet everything() throws MetadataException, IOException {
    Trusted now = refreshed();
    Map<String, TargetsMetadata> roles = new LinkedHashMap<>();
    Deque<Step> open = new ArrayDeque<>();
    open.add(new Step(TopLevelRole.TARGETS.token(), now.root().signers(TopLevelRole.TARGETS)));
    while (!open.isEmpty()) {
      Step step = open.pop();
      if (!roles.containsKey(step.role())) {
        TargetsMetadata targets = targets(step, now);
        roles.put(step.role(), targets);
        targets
            .delegations()
            .forEach(each -> open.add(new Step(each.role(), targets.signers(each))));
      }
    }
    Map<String, TargetFile> found = new TreeMap<>();
    for (TargetsMetadata role : roles.values()) {
      for (String path : role.targets().keySet()) {
        find(path).ifPresent(target -> found.put(path, target));
      }
    }
    return new VerifiedSet(now.root(), now.timestamp(), now.snapshot(), roles, found);
  }

  /** A role that is to be asked, and who signs it. */
  private record Step(String role, Signers signers) {}

  private static void follow(TargetsMetadata targets, String path, Deque<Step> open) {
    List<Step> next = new ArrayList<>();
    for (Delegation delegation : targets.delegations()) {
      // [PLT-UPD-051]
      if (delegation.covers(path)) {
        next.add(new Step(delegation.role(), targets.signers(delegation)));
        if (delegation.terminating()) {
          // [PLT-UPD-052] Nobody after this one is asked, in no branch.
          open.clear();
          break;
        }
      }
    }
    Collections.reverse(next);
    next.forEach(open::push);
  }

  private byte[] fetch(String role, MetaFile announced, RootMetadata root, TopLevelRole kind)
      throws MetadataException, IOException {
    String plain = files.plainName(role);
    String name = root.consistentSnapshot() ? announced.version() + "." + plain : plain;
    Long length = announced.length();
    long most = length == null ? kind.mostBytes() : Math.min(length, kind.mostBytes());
    return fetch(role, name, most);
  }

  private byte[] fetch(String role, String name, long most) throws MetadataException, IOException {
    return source
        .fetch(name, most)
        .orElseThrow(
            () ->
                new MetadataException(
                    Reason.MISSING, role, "PLT-UPD-009", "The host has no file " + name));
  }
}
