package io.platen.protocol.publish;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.VerifiedSet;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether every object is there that verified metadata leads a device to, and is what it says. */
public final class PublicationCheck {
  private static final Pattern RELEASE = Pattern.compile("releases/([^/]+)/([^/]+)\\.xml");

  /** Longer ones are not read: a document of the limit has room for every release. */
  private static final long MOST_DOCUMENT = 64 * 1024;

  private final ObjectLookup objects;
  private final List<PublishedRelease> releases = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private PublicationCheck(ObjectLookup objects) {
    this.objects = objects;
  }

  /**
   * @throws IOException when objects cannot be read
   */
  public static Publication of(VerifiedSet set, ObjectLookup objects) throws IOException {
    PublicationCheck check = new PublicationCheck(objects);
    for (TargetFile target : new TreeMap<>(set.targets()).values()) {
      check.target(target);
    }
    return new Publication(check.releases, check.faults);
  }

  private void target(TargetFile target) throws IOException {
    String sha256 = Objects.requireNonNull(target.hashes().get("sha256"), "in every XML file");
    Bytes document = new Bytes(target.length(), sha256);
    Matcher release = RELEASE.matcher(target.path());
    if (isThere(target.path(), document) && release.matches()) {
      release(release.group(1), release.group(2), target, document);
    }
  }

  private void release(String model, String id, TargetFile target, Bytes document)
      throws IOException {
    String name = target.path();
    if (document.length() > MOST_DOCUMENT) {
      faults.add(name + " is longer than a release can be");
      return;
    }
    byte[] bytes = objects.read(document.sha256());
    if (!target.matches(bytes)) {
      faults.add(name + " is not what the metadata names: the object is damaged");
      return;
    }
    try {
      release(model, id, ReleaseCodec.read(bytes), document);
    } catch (ProtocolException e) {
      faults.add(name + " is no release: " + e.getMessage());
    }
  }

  // PLT-UPD-100: the path tells model and id, and the document has to agree.
  private void release(String model, String id, Release release, Bytes document)
      throws IOException {
    String name = "Release " + id + " for " + model;
    int before = faults.size();
    if (!release.id().equals(id)) {
      faults.add(name + " calls itself " + release.id());
    }
    if (release.hardware().stream().noneMatch(each -> each.model().equals(model))) {
      faults.add(name + " is not for this hardware model");
    }
    List<PublishedRelease.Content> contents = new ArrayList<>();
    for (Component component : release.components()) {
      content(name, component, contents);
    }
    if (faults.size() == before) {
      releases.add(new PublishedRelease(model, release, document, contents));
    }
  }

  private void content(String release, Component component, List<PublishedRelease.Content> contents)
      throws IOException {
    String name = release + ", chunk list of the " + component.name().token();
    Bytes named = component.chunks();
    if (named.length() > ChunkList.MOST_BYTES) {
      faults.add(name + " is longer than a chunk list can be");
      return;
    }
    if (!isThere(name, named)) {
      return;
    }
    try {
      ChunkList list =
          ChunkList.read(
              objects.read(named.sha256()), named.length(), Sha256.parse(named.sha256()));
      if (list.imageLength() != component.length()
          || !list.image().toString().equals(component.sha256())) {
        faults.add(name + " leads to another image than the release names");
      }
      Bytes pack = new Bytes(list.packLength(), list.pack().toString());
      if (isThere(release + ", pack of the " + component.name().token(), pack)) {
        contents.add(new PublishedRelease.Content(component.name(), named, pack));
      }
    } catch (ContentException e) {
      faults.add(name + " cannot be read: " + e.getMessage());
    }
  }

  private boolean isThere(String name, Bytes named) throws IOException {
    OptionalLong length = objects.length(named.sha256());
    if (length.isEmpty()) {
      faults.add(name + " is missing: no object " + named.sha256());
      return false;
    }
    if (length.getAsLong() != named.length()) {
      faults.add(name + " should have " + named.length() + " bytes, but has " + length.getAsLong());
      return false;
    }
    return true;
  }
}
