package io.platen.reference.adapter;

import io.platen.device.DeviceConfig;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The devices of this process, one a session; each is opened when it is first told something. */
final class AdapterDesk implements AutoCloseable {
  private final Map<Path, AdapterDevice> devices = new HashMap<>();
  private final UnaryOperator<DeviceConfig.Builder> parts;

  AdapterDesk() {
    this(right -> right);
  }

  /**
   * @param parts what its devices are made of, for a test that puts a wrong one in
   */
  AdapterDesk(UnaryOperator<DeviceConfig.Builder> parts) {
    this.parts = parts;
  }

  /**
   * @param words command, session, and what follows
   * @throws CommandFailure where the adapter itself cannot go on: nothing is known of the device
   */
  synchronized AdapterAnswer run(List<String> words) throws InterruptedException {
    if (words.size() < 2) {
      throw new CommandFailure("Name a command and a session, as docs/reference/adapter.md says");
    }
    Path session = Path.of(words.get(1));
    try {
      forgetGone();
      AdapterDevice device = devices.get(session);
      if (device == null) {
        device = new AdapterDevice(session, parts);
        devices.put(session, device);
      }
      return device.run(words.get(0), words.subList(2, words.size()));
    } catch (IOException | NumberFormatException e) {
      throw new CommandFailure(words.get(0) + ": " + e, e);
    }
  }

  /** The suite deletes a session's folder when its test has ended. */
  private void forgetGone() {
    devices.entrySet().removeIf(each -> isGone(each.getKey(), each.getValue()));
  }

  private static boolean isGone(Path session, AdapterDevice device) {
    boolean gone = !Files.isDirectory(session);
    if (gone) {
      device.close();
    }
    return gone;
  }

  @Override
  public synchronized void close() {
    devices.values().forEach(AdapterDevice::close);
    devices.clear();
  }
}
