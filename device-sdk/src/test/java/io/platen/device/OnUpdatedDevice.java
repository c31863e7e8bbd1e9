package io.platen.device;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of a device that updates itself begin with, and end. */
abstract class OnUpdatedDevice {
  static final Duration A_WHILE = Duration.ofMinutes(30);

  TestUpdatedDevice site;

  @BeforeEach
  void make() throws Exception {
    site = new TestUpdatedDevice();
  }

  @AfterEach
  void close() {
    site.close();
  }
}
