package io.platen.reference.powercut;

import io.platen.device.update.content.ContentSource;
import io.platen.device.update.service.ReleaseFinder;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.update.MetadataSource;
import io.platen.reference.powercut.ModelMaker.Content;
import io.platen.reference.powercut.ModelMaker.Edition;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The hosts of one life: they give what the maker made, and know what they were asked for. */
final class ModelHosts implements ContentSource, ReleaseFinder.Source {
  static final List<URI> ADDRESSES = List.of(URI.create("https://download.invalid"));

  private static final int AT_ONCE = 700;

  private final ModelMaker maker;
  private final Runnable delivered;
  private final Set<Sha256> begun = new HashSet<>();
  private Edition edition = Edition.KEYS_CHANGED;
  private Set<Sha256> kept = Set.of();
  private long bytes;

  /**
   * @param delivered is run when something was asked for, and after each piece of it
   */
  ModelHosts(ModelMaker maker, Runnable delivered) {
    this.maker = maker;
    this.delivered = delivered;
  }

  /** From now on they have this one. */
  void has(Edition now) {
    edition = now;
  }

  @Override
  public MetadataSource metadata() {
    return (name, mostBytes) -> Optional.ofNullable(maker.files(edition).get(name));
  }

  @Override
  public Optional<byte[]> object(String sha256, long mostBytes) {
    return Optional.ofNullable(maker.objects().get(sha256));
  }

  @Override
  public Body open(URI host, Sha256 object, long from, long to) {
    Content content = maker.content(object);
    if (content.kind() != Content.Kind.PAIR || from > 0) {
      keeps(content);
    }
    if (from == 0) {
      begun.add(object);
    }
    delivered.run();
    byte[] found = Objects.requireNonNull(maker.objects().get(object.toString()));
    return new Part(found, (int) from);
  }

  /** Who asks for chunks has the list, and who asks for either the head of its pair pack. */
  private void keeps(Content asked) {
    Set<Sha256> now = new HashSet<>();
    for (Sha256 each : begun) {
      Content content = maker.content(each);
      if (content.kind() == Content.Kind.PAIR && content.list().equals(asked.list())) {
        now.add(each);
      }
    }
    if (asked.kind() != Content.Kind.LIST) {
      now.add(asked.list());
    }
    kept = now;
  }

  /** What the device needs no more to fetch, of lists and heads of pair packs. */
  Set<Sha256> kept() {
    return kept;
  }

  /** What was asked for from its first byte on. */
  Set<Sha256> begun() {
    return begun;
  }

  /** How much they delivered. */
  long bytes() {
    return bytes;
  }

  private final class Part implements Body {
    private final byte[] object;
    private int at;

    Part(byte[] object, int at) {
      this.object = object;
      this.at = at;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int now = Math.min(Math.min(length, AT_ONCE), object.length - at);
      System.arraycopy(object, at, into, offset, now);
      at += now;
      bytes += now;
      delivered.run();
      return now;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
