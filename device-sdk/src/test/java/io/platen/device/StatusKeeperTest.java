package io.platen.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusKeeperTest {
  private final List<String> heard = new ArrayList<>();
  private final StatusKeeper keeper =
      new StatusKeeper(
          new DeviceListener() {
            @Override
            public void channel(boolean open, String how) {
              heard.add(open + " " + how);
            }
          },
          new TestStorage(),
          () -> Instant.EPOCH,
          "0e7c1f6a-52b7-4d0c-9a39-6f5f6b1f2a01");

  @Test
  void says_nothing_of_a_channel_that_ends_because_the_device_stops() {
    // given
    keeper.channel(true, "https://update1.example");
    keeper.channel(false, "it broke off");

    // when
    keeper.stopping();
    keeper.channel(false, "Socket closed");

    // then
    assertThat(heard).containsExactly("true https://update1.example", "false it broke off");
  }
}
