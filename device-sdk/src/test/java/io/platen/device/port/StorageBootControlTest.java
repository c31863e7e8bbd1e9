package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.testing.TestStorage;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StorageBootControlTest extends BootControlContract {
  private final TestStorage storage = new TestStorage();
  private final StorageBootControl boot =
      new StorageBootControl(storage, "boot", Set.of(ComponentName.APPLICATION), null);

  @BeforeEach
  @Override
  void start() throws IOException {
    boot.start();
  }

  @Override
  BootControl boot() {
    return boot;
  }

  @Test
  void refuses_a_file_that_is_no_choice() throws Exception {
    storage.write("boot", "start=c\n".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(boot::read).isInstanceOf(IOException.class).hasMessageContaining("start=c");
  }
}
