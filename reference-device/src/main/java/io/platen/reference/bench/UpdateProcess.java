package io.platen.reference.bench;

import io.platen.device.link.Backoff;
import io.platen.device.port.FileSlots;
import io.platen.device.port.FolderStorage;
import io.platen.device.port.SlotStorage;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.update.content.ContentOrder;
import io.platen.device.update.content.ContentSource;
import io.platen.device.update.content.ContentUpdate;
import io.platen.device.update.content.DataBudget;
import io.platen.device.update.content.Downloads;
import io.platen.device.update.content.HeldBackException;
import io.platen.protocol.content.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A process that does nothing but bring an image into a slot with the SDK's own updater; a folder
 * plays the host. Prints the bytes fetched and its peak memory in kB.
 */
final class UpdateProcess {
  private UpdateProcess() {}

  /**
   * Arguments: folder of objects, old image, folder of the device, hash and length of the chunk
   * list, after how many bytes it ends; and the pair pack's name, if there is one.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path objects = Path.of(args[0]);
    Path old = Path.of(args[1]);
    Path device = Path.of(args[2]);
    Optional<ContentOrder.Pair> pair =
        args.length > 6
            ? Optional.of(
                new ContentOrder.Pair(Sha256.parse(args[6]), Files.size(objects.resolve(args[6]))))
            : Optional.empty();
    ContentOrder order = new ContentOrder(Sha256.parse(args[3]), Long.parseLong(args[4]), pair);
    SlotStorage slots =
        new FileSlots(
            Map.of(
                "a", new FileSlots.Place(old, Files.size(old)),
                "b", new FileSlots.Place(device.resolve("slot"), Long.MAX_VALUE / 2)));
    long[] spent = new long[1];
    try (ThreadScheduler scheduler = new ThreadScheduler("platen-update");
        SlotStorage.Slot running = slots.open("a");
        SlotStorage.Slot into = slots.open("b")) {
      Downloads downloads =
          new Downloads(
              List.of(URI.create("https://folder.invalid")),
              (host, object, from, to) -> new Part(objects.resolve(object.toString()), from),
              upTo(Long.parseLong(args[5]), spent),
              scheduler,
              new Backoff(new Random()),
              Duration.ofHours(1));
      try {
        new ContentUpdate(downloads, new FolderStorage(device.resolve("data")))
            .bring(order, into, running, done -> {});
        into.sync();
      } catch (HeldBackException e) {
        System.out.println("Cut: " + e.reason());
      }
    }
    long self = ProcessHandle.current().pid();
    System.out.println(spent[0] + " " + ProcessTimes.kilobytes(self, "VmHWM"));
  }

  private static DataBudget upTo(long most, long[] spent) {
    return new DataBudget() {
      @Override
      public long left() {
        return most - spent[0];
      }

      @Override
      public void spend(long bytes) {
        spent[0] += bytes;
      }
    };
  }

  private static final class Part implements ContentSource.Body {
    private final RandomAccessFile file;

    Part(Path object, long from) {
      try {
        this.file = new RandomAccessFile(object.toFile(), "r");
        file.seek(from);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      try {
        return file.read(into, offset, Math.min(length, 16_384));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
