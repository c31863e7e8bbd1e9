package io.platen.reference.release;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A component of an earlier release, of which much may be the same. */
record Earlier(String release, ChunkList list) {

  /** The one of the highest version below; empty where there is none. */
  static Optional<Earlier> newest(
      Desk desk, Map<String, TargetFile> targets, String model, ComponentOption of)
      throws IOException {
    Component best = null;
    String release = "";
    for (TargetFile target : targets.values()) {
      if (!target.path().startsWith("releases/" + model + "/")) {
        continue;
      }
      Optional<Release> found = read(desk, target);
      Optional<Component> component = found.flatMap(each -> each.component(of.name()));
      if (component.isPresent()
          && component.get().version().compareTo(of.version()) < 0
          && (best == null || component.get().version().compareTo(best.version()) > 0)) {
        best = component.get();
        release = found.orElseThrow().id();
      }
    }
    if (best == null || desk.length(best.chunks().sha256()).isEmpty()) {
      return Optional.empty();
    }
    byte[] list = desk.read(best.chunks().sha256());
    return Optional.of(
        new Earlier(
            release,
            ChunkList.read(list, best.chunks().length(), Sha256.parse(best.chunks().sha256()))));
  }

  private static Optional<Release> read(Desk desk, TargetFile target) throws IOException {
    String sha256 = String.valueOf(target.hashes().get("sha256"));
    if (desk.length(sha256).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ReleaseCodec.read(desk.read(sha256)));
    } catch (ProtocolException e) { // another file than a release
      return Optional.empty();
    }
  }
}
