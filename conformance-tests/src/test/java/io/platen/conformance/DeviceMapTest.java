package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.engine.TestMap;
import io.platen.conformance.suite.DeviceSuite;
import org.junit.jupiter.api.Test;

/** Every sentence that binds a device and can be tested has a test of either sense. */
class DeviceMapTest {
  @Test
  void owes_no_test_of_a_device() {
    assertThat(TestMap.of(DeviceSuite.catalogue(), DeviceSuite.ROLE).missing()).isEmpty();
  }
}
