package io.platen.device.command;

import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.xml.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a device has to remember so that it does nothing twice and nothing that came of it is lost:
 * the highest counter, which commands have begun, and the pieces that the server has not taken yet.
 * All of it is on the disk before a method returns.
 */
final class CommandMemory {
  /** Of pieces; a walk has about twenty. */
  static final int MOST_WAITING = 256;

  private static final String LAST = "command-last";
  private static final String BEGUN = "command-begun/";
  private static final String PIECE = "command-piece/";

  private final DeviceStore store;
  private final ResultForm form;

  CommandMemory(DeviceStore store, ResultForm form) {
    this.form = form;
    this.store = store;
  }

  /** The highest counter that was taken; 0 where there was none. */
  synchronized long last() throws StoreException {
    return store
        .find(LAST)
        .map(value -> Long.parseLong(new String(value, StandardCharsets.US_ASCII)))
        .orElse(0L);
  }

  /** Whether so much waits that no more is taken. */
  synchronized boolean isFull() throws StoreException {
    return store.names(PIECE).size() >= MOST_WAITING;
  }

  /** Whether something of it has begun, or still waits for the server. */
  synchronized boolean knows(UUID command) throws StoreException {
    return store.has(BEGUN + command) || !store.names(PIECE + command + "/").isEmpty();
  }

  /** [PLT-CMD-006] From now on it counts as taken, and is never done again. */
  synchronized void take(long counter, CommandResult first) throws StoreException {
    store.change(
        writer -> {
          writer.put(LAST, Long.toString(counter));
          if (!first.stage().isEnd()) {
            writer.put(BEGUN + first.command(), "2");
          }
          writer.put(name(first), LiveCodec.write(form.of(first)));
        });
  }

  /** One more piece; the last one ends it. */
  synchronized void add(CommandResult piece) throws StoreException {
    store.change(
        writer -> {
          if (piece.stage().isEnd()) {
            writer.remove(BEGUN + piece.command());
          } else {
            writer.put(BEGUN + piece.command(), Long.toString(piece.number() + 1));
          }
          writer.put(name(piece), LiveCodec.write(form.of(piece)));
        });
  }

  /** [PLT-CMD-008] The server has it. */
  synchronized void taken(UUID command, long number) throws StoreException {
    String name = name(command, number);
    if (store.has(name)) {
      store.change(writer -> writer.remove(name));
    }
  }

  /** All that the server has not taken, each command's in their order. */
  synchronized List<WaitingPiece> waiting() throws StoreException {
    List<WaitingPiece> found = new ArrayList<>();
    for (String name : store.names(PIECE)) {
      found.add(waiting(name, read(store.find(name).orElseThrow())));
    }
    return found;
  }

  private WaitingPiece waiting(String name, LiveMessage stored) throws StoreException {
    int slash = name.lastIndexOf('/');
    UUID command = UUID.fromString(name.substring(PIECE.length(), slash));
    LiveMessage document = stored instanceof CommandResult piece ? form.of(piece) : stored;
    if (!document.equals(stored)) {
      // [PLT-CMD-030] It was stored before there was a key to seal for.
      store.change(writer -> writer.put(name, LiveCodec.write(document)));
    }
    return new WaitingPiece(command, Long.parseLong(name.substring(slash + 1)), document);
  }

  private static LiveMessage read(byte[] xml) {
    try {
      return LiveCodec.read(xml);
    } catch (ProtocolException e) {
      throw new IllegalStateException("The device reads what it wrote itself", e);
    }
  }

  /**
   * A command that had begun when the device was stopped.
   *
   * @param next number of its next piece
   */
  record Begun(UUID command, long next) {}

  synchronized List<Begun> begun() throws StoreException {
    List<Begun> found = new ArrayList<>();
    for (String name : store.names(BEGUN)) {
      String next = new String(store.find(name).orElseThrow(), StandardCharsets.US_ASCII);
      UUID command = UUID.fromString(name.substring(BEGUN.length()));
      found.add(new Begun(command, Long.parseLong(next)));
    }
    return found;
  }

  private static String name(CommandResult piece) {
    return name(piece.command(), piece.number());
  }

  /** Names are in the order of numbers. */
  private static String name(UUID command, long number) {
    return PIECE + command + "/" + String.format(Locale.ROOT, "%08d", number);
  }
}
