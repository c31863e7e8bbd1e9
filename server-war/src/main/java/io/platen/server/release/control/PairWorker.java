package io.platen.server.release.control;

import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.ImageFromPack;
import io.platen.protocol.content.PairMaker;
import io.platen.protocol.content.Sha256;
import io.platen.server.release.control.PairQueue.Source;
import io.platen.server.release.control.PairQueue.Work;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;

/** Makes pair packs, one after the other: about a minute and a half of CPU for 120 MB. */
final class PairWorker {
  /** Longer ones cannot be mapped together; devices get them by chunks. */
  private static final long MOST_IMAGE = 1L << 30;

  private final PairQueue queue;
  private final ObjectStore objects;
  private final InstantSource clock;

  PairWorker(PairQueue queue, ObjectStore objects, InstantSource clock) {
    this.queue = queue;
    this.objects = objects;
    this.clock = clock;
  }

  /** Makes one that is wanted; false where none is. */
  boolean one() {
    Optional<Work> work = queue.take(clock.instant());
    if (work.isEmpty()) {
      return false;
    }
    try {
      make(work.get());
    } catch (IOException e) {
      queue.failed(work.get(), String.valueOf(e.getMessage()), false, clock.instant());
    }
    return true;
  }

  private void make(Work work) throws IOException {
    ChunkList oldList = list(work.old());
    ChunkList list = list(work.image());
    if (Math.max(oldList.imageLength(), list.imageLength()) > MOST_IMAGE) {
      queue.failed(work, "The images are longer than 1 GiB", true, clock.instant());
      return;
    }
    Path old = Files.createTempFile("platen-pair", ".old");
    Path image = Files.createTempFile("platen-pair", ".new");
    Path pair = Files.createTempFile("platen-pair", ".pack");
    try {
      MessageDigest digest = Sha256.digest();
      try (OutputStream out =
          new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(pair)), digest)) {
        PairMaker.make(
            bytes(oldList, work.old(), old), bytes(list, work.image(), image), list, out);
      }
      keep(work, list, pair, Sha256.end(digest).toString());
    } finally {
      Files.deleteIfExists(old);
      Files.deleteIfExists(image);
      Files.deleteIfExists(pair);
    }
  }

  private void keep(Work work, ChunkList list, Path pair, String name) throws IOException {
    long length = Files.size(pair);
    if (length >= list.packLength()) {
      queue.failed(work, "It would be no smaller than the pack", true, clock.instant());
      return;
    }
    ObjectStore.Outcome outcome;
    try (InputStream in = Files.newInputStream(pair)) {
      outcome = objects.put(name, in);
    }
    if (outcome instanceof ObjectStore.Stored) {
      queue.made(work, name, length, clock.instant());
    } else {
      queue.failed(work, "The store of objects is full", false, clock.instant());
    }
  }

  private ChunkList list(Source of) throws IOException {
    try (InputStream content = objects.open(of.list(), 0)) {
      return ChunkList.read(content.readAllBytes(), of.listLength(), Sha256.parse(of.list()));
    }
  }

  private ByteBuffer bytes(ChunkList list, Source of, Path file) throws IOException {
    try (InputStream pack = new BufferedInputStream(objects.open(of.pack(), 0));
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ImageFromPack.write(list, pack, channel);
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, list.imageLength());
    }
  }
}
