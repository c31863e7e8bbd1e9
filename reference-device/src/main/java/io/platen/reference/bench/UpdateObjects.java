package io.platen.reference.bench;

import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.PackMaker;
import io.platen.protocol.content.PairMaker;
import io.platen.protocol.content.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a release desk and a server make of two images, in a folder as a host would give it. */
record UpdateObjects(Path folder, Path old, Path image, ChunkList list, Sha256 pair) {

  static UpdateObjects make(Path old, Path image, Path folder) throws IOException {
    Files.createDirectories(folder);
    ByteBuffer oldBytes = map(old);
    ByteBuffer newBytes = map(image);
    Path pack = folder.resolve("pack");
    ChunkList list;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(pack))) {
      list =
          PackMaker.make(
              (at, into, offset, length) -> newBytes.get((int) at, into, offset, length),
              newBytes.limit(),
              out);
    }
    Files.move(pack, folder.resolve(list.pack().toString()));
    byte[] bytes = list.bytes();
    Files.write(folder.resolve(Sha256.of(bytes).toString()), bytes);
    Path pair = folder.resolve("pair");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(pair))) {
      PairMaker.make(oldBytes, newBytes, list, out);
    }
    Sha256 name = Sha256.of(Files.readAllBytes(pair));
    Files.move(pair, folder.resolve(name.toString()));
    return new UpdateObjects(folder, old, image, list, name);
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  /** What a device fetches that has nothing. */
  long fullBytes() {
    return list.packLength() + list.bytes().length;
  }
}
