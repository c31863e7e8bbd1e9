package io.platen.conformance.peers;

import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.update.Delegation;
import io.platen.protocol.update.Metadata;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How a fake device searches delegated roles that does it wrong: it checks nothing, and strays. */
final class FakeSearch {
  private static final int MOST = 32;

  private final Optional<DeviceFault> fault;
  private final Fetching source;
  private final Set<String> visited = new HashSet<>();

  /** Where files come from. */
  @FunctionalInterface
  interface Fetching {
    Optional<byte[]> fetch(String name) throws IOException;
  }

  FakeSearch(Optional<DeviceFault> fault, Fetching source) {
    this.fault = fault;
    this.source = source;
  }

  boolean isWrong() {
    return FakeDevice.has(
        fault,
        DeviceFault.ASKS_ROLES_BROADLY,
        DeviceFault.ASKS_ROLES_THAT_DO_NOT_FIT,
        DeviceFault.GOES_ON_AFTER_THE_END,
        DeviceFault.ASKS_ROLES_WITHOUT_END);
  }

  Optional<TargetFile> find(String path, Map<String, byte[]> trusted)
      throws MetadataException, IOException {
    SnapshotMetadata snapshot =
        read(SnapshotMetadata.class, "snapshot", Objects.requireNonNull(trusted.get("snapshot")));
    Deque<Delegation> open = new ArrayDeque<>();
    TargetsMetadata now =
        read(TargetsMetadata.class, "targets", Objects.requireNonNull(trusted.get("targets")));
    for (int asked = 0; !now.targets().containsKey(path); asked++) {
      follow(now, path, open);
      if (open.isEmpty() || (asked >= MOST && !has(DeviceFault.ASKS_ROLES_WITHOUT_END))) {
        return Optional.empty();
      }
      String role = open.pop().role();
      visited.add(role);
      long version = Objects.requireNonNull(snapshot.files().get(role)).version();
      byte[] file = source.fetch(version + "." + role + ".xml").orElseThrow(IOException::new);
      now = read(TargetsMetadata.class, role, file);
    }
    return Optional.ofNullable(now.targets().get(path));
  }

  private void follow(TargetsMetadata now, String path, Deque<Delegation> open) {
    Deque<Delegation> next = new ArrayDeque<>();
    for (Delegation each : now.delegations()) {
      boolean fits = each.paths().stream().anyMatch(pattern -> fits(pattern, path));
      if (visited.contains(each.role())) {
        continue;
      }
      if (fits || has(DeviceFault.ASKS_ROLES_THAT_DO_NOT_FIT)) {
        next.push(each);
        if (each.terminating() && !has(DeviceFault.GOES_ON_AFTER_THE_END)) {
          open.clear();
          break;
        }
      }
    }
    if (has(DeviceFault.ASKS_ROLES_BROADLY)) {
      next.descendingIterator().forEachRemaining(open::addLast);
    } else {
      next.forEach(open::push);
    }
  }

  private static boolean fits(String pattern, String path) {
    return path.matches(pattern.replace(".", "\\.").replace("*", "[^/]*").replace("?", "[^/]"));
  }

  private static <M extends Metadata> M read(Class<M> type, String role, byte[] file)
      throws MetadataException {
    return new XmlMetadata().read(type, role, SignedForm.read(role, file).content());
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
