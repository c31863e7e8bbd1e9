package io.platen.device.printer.local;

import io.platen.device.identity.LocalKey;
import io.platen.device.port.KeyVault;
import io.platen.device.port.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The identity of one side, and whom it is paired with: one small file, encrypted under its own
 * key. It is read anew each time, since another process pairs.
 */
public final class Pairings {
  private static final String FILE = "local-pairings";
  private static final byte[] CONTEXT =
      "platen local pairings 1".getBytes(StandardCharsets.US_ASCII);
  private static final int FIELDS = 3;

  private final Storage storage;
  private final LocalKey key;
  private final SecureRandom random;

  private Pairings(Storage storage, LocalKey key, SecureRandom random) {
    this.storage = storage;
    this.key = key;
    this.random = random;
  }

  /**
   * Those in a folder.
   *
   * @param vault may hold the secret that they are encrypted under; null for a file
   * @throws IOException when the vault is away, or the file cannot be used
   */
  public static Pairings open(Storage storage, @Nullable KeyVault vault, SecureRandom random)
      throws IOException {
    LocalKey key =
        vault == null ? LocalKey.load(storage, random) : LocalKey.load(storage, vault, random);
    return new Pairings(storage, key, random);
  }

  /**
   * One that this side is paired with.
   *
   * @param host of an agent, as it was typed; of a device, where it came from
   * @param port by TCP; 0 of a device
   * @param print SHA-256 of its certificate, lower case hexadecimal
   */
  public record Peer(String host, int port, String print) {}

  /** Deletes all of it. */
  public static void delete(Storage storage) throws IOException {
    storage.wipe(FILE);
    storage.syncNames();
  }

  /** All of them. */
  public List<Peer> list() throws IOException {
    List<Peer> peers = new ArrayList<>();
    for (String line : lines().stream().skip(1).toList()) {
      String[] fields = line.split(" ", FIELDS);
      peers.add(new Peer(fields[0], Integer.parseInt(fields[1]), fields[2]));
    }
    return peers;
  }

  /** This side's own; made at the first need, and kept from the first {@link #add} on. */
  public LocalIdentity identity() throws IOException {
    List<String> lines = lines();
    return lines.isEmpty() ? LocalIdentity.make(random) : LocalIdentity.read(lines.get(0));
  }

  /** Another one, in place of the agent at the same host and port. */
  public void add(LocalIdentity own, Peer peer) throws IOException {
    List<Peer> peers = new ArrayList<>(list());
    peers.removeIf(each -> each.print().equals(peer.print()) || isSameAgent(each, peer));
    peers.add(peer);
    write(own, peers);
  }

  /** Keeps this side's identity before anybody is paired. */
  public void keep(LocalIdentity own) throws IOException {
    if (lines().isEmpty()) {
      write(own, List.of());
    }
  }

  private static boolean isSameAgent(Peer one, Peer other) {
    return one.port() > 0 && one.port() == other.port() && one.host().equals(other.host());
  }

  /** Whether there was one. */
  public boolean remove(String host) throws IOException {
    List<Peer> peers = new ArrayList<>(list());
    boolean removed = peers.removeIf(each -> each.host().equals(host));
    if (removed) {
      write(identity(), peers);
    }
    return removed;
  }

  private void write(LocalIdentity own, List<Peer> peers) throws IOException {
    StringBuilder text = new StringBuilder(own.text());
    peers.forEach(
        each ->
            text.append('\n')
                .append(each.host())
                .append(' ')
                .append(each.port())
                .append(' ')
                .append(each.print()));
    storage.write(FILE, key.encrypt(text.toString().getBytes(StandardCharsets.UTF_8), CONTEXT));
  }

  private List<String> lines() throws IOException {
    if (!storage.exists(FILE)) {
      return List.of();
    }
    byte[] sealed = storage.read(FILE).orElseThrow();
    byte[] text =
        key.decrypt(sealed, CONTEXT)
            .orElseThrow(() -> new IOException(FILE + " was written under another key"));
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }
}
