package io.platen.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.platen.device.port.Storage;
import io.platen.device.testing.TestStorage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device ends at every moment between its word that it is uninstalled and the last step of the
 * wipe: by {@code kill -9}, or by a loss of power. The next start leaves nothing of it.
 */
class UninstallCutsTest {
  @TempDir private static Path folder;
  private RedirectBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new RedirectBench(folder);
    assertThat(bench.works(bench.storage)).isTrue();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static Map<String, Integer> files(TestStorage storage) {
    return storage.contents().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> Arrays.hashCode(each.getValue())));
  }

  /** What may have become of files that were deleted, but not yet durably. */
  private enum Deleted {
    GONE,
    BACK,
    EVERY_OTHER_BACK
  }

  /** Ends the device before its step number {@code last}. */
  private static final class Cut implements Storage {
    private final TestStorage disk;
    private final int last;
    private final Deleted fate;
    private final Map<String, byte[]> unsynced = new TreeMap<>();
    private int steps;

    Cut(TestStorage disk, int last, Deleted fate) {
      this.disk = disk;
      this.last = last;
      this.fate = fate;
    }

    private void step() throws IOException {
      if (steps++ == last) {
        int number = 0;
        for (Map.Entry<String, byte[]> each : unsynced.entrySet()) {
          if (fate == Deleted.BACK || (fate == Deleted.EVERY_OTHER_BACK && number++ % 2 == 0)) {
            disk.write(each.getKey(), each.getValue());
          }
        }
        throw new IllegalStateException("The device ends here");
      }
    }

    @Override
    public Optional<byte[]> read(String name) {
      return disk.read(name);
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
      step();
      disk.write(name, content);
    }

    @Override
    public FileChannel open(String name) {
      return disk.open(name);
    }

    @Override
    public long size(String name) {
      return disk.size(name);
    }

    @Override
    public boolean exists(String name) {
      return disk.exists(name);
    }

    @Override
    public void rename(String name, String newName) throws IOException {
      step();
      disk.rename(name, newName);
    }

    @Override
    public void delete(String name) throws IOException {
      step();
      disk.read(name).ifPresent(content -> unsynced.put(name, content));
      disk.delete(name);
    }

    @Override
    public void syncNames() throws IOException {
      step();
      unsynced.clear();
    }
  }

  private TestStorage copy() throws IOException {
    TestStorage copy = new TestStorage();
    for (Map.Entry<String, byte[]> each : bench.storage.contents().entrySet()) {
      copy.write(each.getKey(), each.getValue());
    }
    return copy;
  }

  /** Whether it was cut off before it was through. */
  private static boolean isCut(TestStorage disk, int last, Deleted fate) throws IOException {
    Cut cut = new Cut(disk, last, fate);
    try {
      Uninstall.promise(cut);
      Uninstall.wipe(cut);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Test
  void leaves_nothing_wherever_it_ends_once_the_word_is_given() throws Exception {
    // given
    Map<String, Integer> before = files(bench.storage);
    Set<Map<String, Integer>> states = new HashSet<>();
    int steps = 0;

    // when
    for (boolean cut = true; cut; steps++) {
      for (Deleted fate : Deleted.values()) {
        TestStorage left = copy();
        cut = isCut(left, steps, fate);
        states.add(files(left));
        boolean promised = steps > 0;
        nextStart(left);
        // then
        assertThat(files(left))
            .as("cut before step " + steps + ", " + fate)
            .isEqualTo(promised ? Map.of() : before);
      }
    }
    assertThat(before).containsKeys("identity", "device.key", "device.mv");
    assertThat(steps).isGreaterThan(20);
    assertThat(states).hasSizeGreaterThan(8);
  }

  /** Twice: whoever starts it anew at once must not find less. */
  private static void nextStart(Storage storage) throws IOException {
    for (int start = 0; start < 2; start++) {
      try {
        Device.finishUninstall(storage);
      } catch (UninstalledException e) {
        assertThat(e).hasMessageContaining("wiped now");
      }
    }
  }

  @Test
  void a_device_whose_wipe_was_cut_off_does_not_open() throws Exception {
    // given
    Uninstall.promise(bench.storage);
    DeviceConfig config = bench.config(bench.storage, RedirectBench.young());

    // when
    Throwable first = catchThrowable(() -> Device.open(config, new DeviceListener() {}));

    // then
    assertThat(first).isInstanceOf(UninstalledException.class);
    assertThat(files(bench.storage)).isEmpty();
    assertThatThrownBy(() -> bench.config(bench.storage, RedirectBench.young()).device())
        .isInstanceOf(Exception.class);
  }
}
