package io.platen.device.report;

import io.platen.device.identity.LocalKey;
import io.platen.device.link.UploadOutcome;
import io.platen.device.port.Storage;
import io.platen.protocol.report.Receipt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last report that left the device, for the one at whose site it stands: as it was sent, in a
 * file of its own that others can read while the device runs, encrypted under the device's own key.
 * [PLT-PRV-003] It is written down before the first byte leaves, and again with the answer; a
 * further try that brings nothing new is not, as a disk wears.
 */
public final class LastSent {
  private static final Logger LOG = System.getLogger(LastSent.class.getName());
  private static final String FILE = "last-message";
  private static final byte[] CONTEXT = FILE.getBytes(StandardCharsets.UTF_8);
  private static final String UNDER_WAY = "none yet";
  private static final byte[] SEALED =
      "It waited behind others, sealed for the server: this device cannot read it any more."
          .getBytes(StandardCharsets.UTF_8);

  private final Storage storage;
  private final LocalKey key;

  /** What stands in the file, as far as this process has written it. */
  private @Nullable Written written;

  /** A report by its number, where it went, and what came of it. */
  private record Written(UUID epoch, long sequence, URI host, String answer) {}

  public LastSent(Storage storage, LocalKey key) {
    this.storage = storage;
    this.key = key;
  }

  /**
   * A report on its way, or arrived.
   *
   * @param at when it was sent
   * @param host to which it was sent
   * @param answer in words
   * @param body the XML, unpacked; of one that waited sealed behind others, a line that says so
   */
  public record Message(Instant at, URI host, String answer, String body) {}

  /**
   * Reads what a device wrote; empty where none has sent anything yet.
   *
   * @throws IOException when it cannot be read, or was written under another key
   */
  public static Optional<Message> read(Storage storage) throws IOException {
    Optional<byte[]> sealed = storage.read(FILE);
    Optional<LocalKey> key = LocalKey.find(storage);
    if (sealed.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    byte[] plain =
        key.get()
            .decrypt(sealed.get(), CONTEXT)
            .orElseThrow(() -> new IOException(FILE + " was written under another key"));
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
      Instant at = Instant.ofEpochMilli(in.readLong());
      URI host = URI.create(in.readUTF());
      String answer = in.readUTF();
      String body = new String(Gzip.unpack(in.readAllBytes()), StandardCharsets.UTF_8);
      return Optional.of(new Message(at, host, answer, body));
    }
  }

  public static void delete(Storage storage) throws IOException {
    storage.wipe(FILE);
  }

  void sending(Waiting report, URI host, Instant now) {
    Written before = written;
    if (before == null || !isOf(before, report, host)) {
      write(report, host, now, UNDER_WAY);
    }
  }

  private static boolean isOf(Written written, Waiting report, URI host) {
    return written.epoch().equals(report.epoch())
        && written.sequence() == report.sequence()
        && written.host().equals(host);
  }

  void answered(Waiting report, URI host, Instant now, UploadOutcome outcome) {
    String answer = outcome.match(IN_WORDS);
    Written before = written;
    if (before == null || !isOf(before, report, host) || !before.answer().equals(answer)) {
      write(report, host, now, answer);
    }
  }

  private void write(Waiting report, URI host, Instant now, String answer) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(plain)) {
      out.writeLong(now.toEpochMilli());
      out.writeUTF(host.toString());
      out.writeUTF(answer);
      out.write(report.packed().orElseGet(() -> Gzip.pack(SEALED)));
      storage.write(FILE, key.encrypt(plain.toByteArray(), CONTEXT));
      written = new Written(report.epoch(), report.sequence(), host, answer);
    } catch (IOException e) {
      written = null;
      // A full disk must not keep a report from leaving it.
      LOG.log(Level.WARNING, "The last message could not be written down", e);
    }
  }

  private static final UploadOutcome.Cases<String> IN_WORDS =
      new UploadOutcome.Cases<>() {
        @Override
        public String acknowledged(UploadOutcome.Acknowledged outcome) {
          Receipt receipt = outcome.receipt();
          return "the receipt for sequence " + receipt.sequence();
        }

        @Override
        public String refused(UploadOutcome.Refused outcome) {
          return outcome.status() + " " + outcome.problem().type().urn();
        }

        @Override
        public String baseUnknown(UploadOutcome.BaseUnknown outcome) {
          return "409 base-unknown: a full report follows";
        }

        @Override
        public String cutOff(UploadOutcome.CutOff outcome) {
          return "403 " + outcome.problem().type().urn();
        }

        @Override
        public String retryLater(UploadOutcome.RetryLater outcome) {
          return "none of use: " + outcome.why().message();
        }
      };
}
