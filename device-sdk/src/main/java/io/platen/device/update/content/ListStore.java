package io.platen.device.update.content;

import io.platen.device.link.LinkFailedException;
import io.platen.device.port.SlotStorage.Slot;
import io.platen.device.port.Storage;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.PairPack;
import io.platen.protocol.content.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The chunk list of an update and the head of its pair pack; each is fetched once and kept. */
final class ListStore {
  private static final String LIST = "content-list";
  private static final String PAIR = "content-pair";

  private final Storage storage;
  private final Downloads downloads;

  ListStore(Storage storage, Downloads downloads) {
    this.storage = storage;
    this.downloads = downloads;
  }

  /** The list that was kept, where it is this one. */
  Optional<ChunkList> stored(ContentOrder order) throws IOException {
    Optional<byte[]> bytes = storage.read(LIST);
    try {
      return bytes.isEmpty()
          ? Optional.empty()
          : Optional.of(ChunkList.read(bytes.get(), order.listLength(), order.list()));
    } catch (ContentException e) {
      return Optional.empty(); // that of another update
    }
  }

  /** [PLT-UPD-060] From a host, which is not asked for more than was signed. */
  ChunkList fetch(ContentOrder order) throws IOException, InterruptedException {
    if (order.listLength() > ChunkList.MOST_BYTES) {
      throw new ContentException("The chunk list has " + order.listLength() + " bytes");
    }
    int length = (int) order.listLength();
    try (Downloads.Part part = downloads.part(order.list(), 0, length)) {
      while (true) {
        byte[] bytes = part.next(length);
        if (Sha256.of(bytes).equals(order.list())) {
          ChunkList list = ChunkList.read(bytes, length, order.list());
          storage.write(LIST, bytes);
          return list;
        }
        part.wasWrong(0);
      }
    }
  }

  /** The head of the pair pack; empty where there is none of use. [PLT-UPD-068] */
  Optional<PairPack> pair(ContentOrder order) throws IOException, InterruptedException {
    if (order.pair().isEmpty()) {
      return Optional.empty();
    }
    ContentOrder.Pair pair = order.pair().get();
    try {
      Optional<byte[]> kept = kept(pair.object());
      PairPack head = PairPack.read(kept.isPresent() ? kept.get() : fetchHead(pair));
      return head.list().equals(order.list()) ? Optional.of(head) : Optional.empty();
    } catch (LinkFailedException | ContentException e) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> kept(Sha256 pair) throws IOException {
    byte[] name = pair.toString().getBytes(StandardCharsets.US_ASCII);
    return storage
        .read(PAIR)
        .filter(kept -> kept.length > name.length)
        .filter(kept -> Arrays.equals(kept, 0, name.length, name, 0, name.length))
        .map(kept -> Arrays.copyOfRange(kept, name.length, kept.length));
  }

  private byte[] fetchHead(ContentOrder.Pair pair) throws IOException, InterruptedException {
    try (Downloads.Part part = downloads.part(pair.object(), 0, pair.length())) {
      byte[] start = part.next((int) Math.min(PairPack.START, pair.length()));
      int length = PairPack.headLength(start);
      if (length > pair.length()) {
        throw new ContentException("The pair pack is shorter than its head");
      }
      byte[] head = Arrays.copyOf(start, length);
      byte[] rest = part.next(length - start.length);
      System.arraycopy(rest, 0, head, start.length, rest.length);
      String name = pair.object().toString();
      storage.write(
          PAIR,
          ByteBuffer.allocate(name.length() + length)
              .put(name.getBytes(StandardCharsets.US_ASCII))
              .put(head)
              .array());
      return head;
    }
  }

  /** The old slot, cut as the pair pack says. */
  OldSlot cut(Slot running, PairPack pair) throws IOException {
    return OldSlot.read(running, Math.min(pair.oldLength(), running.size()), pair.chunking());
  }

  /** The list in the pair pack; empty where the old slot is not the one that it was made for. */
  Optional<ChunkList> unpack(ContentOrder order, PairPack pair, OldSlot old) throws IOException {
    if (order.listLength() > ChunkList.MOST_BYTES) {
      return Optional.empty();
    }
    try {
      byte[] bytes = pair.unpackList(old.columns(), (int) order.listLength());
      ChunkList list = ChunkList.read(bytes, order.listLength(), order.list());
      storage.write(LIST, bytes);
      return Optional.of(list);
    } catch (ContentException e) {
      return Optional.empty();
    }
  }
}
