package io.platen.device.update;

import static io.platen.protocol.release.ComponentName.OPERATING_SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.SlotStorage;
import io.platen.device.testing.TestStorage;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactoryImagesTest {
  private static final Map<ComponentName, Installed> FACTORY =
      Map.of(OPERATING_SYSTEM, Installed.atFactory("1", 5));

  private long read;

  /** A partition of zeros. */
  private final class Zeros implements SlotStorage.Slot {
    @Override
    public long size() {
      return FactoryImages.MOST + 1;
    }

    @Override
    public void read(long at, byte[] into, int offset, int length) {
      read += length;
    }

    @Override
    public void write(long at, byte[] from, int offset, int length) throws IOException {
      throw new IOException("It runs");
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}
  }

  private String measured(Map<ComponentName, Long> lengths) throws IOException {
    Memory memory = new Memory(new TestStorage(), FACTORY, () -> Instant.EPOCH);
    Firmware firmware = new Firmware("pl-100", 2, 0, FACTORY, lengths);
    new FactoryImages(new SlotImages(name -> new Zeros()), firmware, memory).measure();
    return memory.now().installed().get(OPERATING_SYSTEM).sha256();
  }

  @Test
  void leaves_a_partition_alone_that_is_long_to_read_and_of_which_nobody_says_how_much_counts()
      throws Exception {
    // when
    String hash = measured(Map.of());

    // then
    assertThat(hash).isEmpty();
    assertThat(read).isZero();
  }

  @Test
  void measures_of_such_a_partition_as_much_as_the_firmware_says() throws Exception {
    // when
    String hash = measured(Map.of(OPERATING_SYSTEM, 100_000L));

    // then
    assertThat(hash).hasSize(64);
    assertThat(read).isEqualTo(100_000);
  }
}
