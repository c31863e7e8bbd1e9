package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.engine.TestMap;
import io.platen.conformance.suite.DeviceSuite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every sentence that binds a device and can be tested has a test of either sense, or is owed by
 * name. The list only ever shrinks: who adds a sentence adds its tests, or says why there are none.
 */
class DeviceMapTest {
  private static final Path OWED =
      Path.of("src/test/resources/io/platen/conformance/owed-of-devices.txt");

  @Test
  void owes_no_test_of_a_device_but_those_that_are_named() throws Exception {
    // given
    List<String> owed =
        Files.readAllLines(OWED, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .toList();
    // when
    List<String> missing = TestMap.of(DeviceSuite.catalogue(), DeviceSuite.ROLE).missing();
    // then
    assertThat(missing).containsExactlyElementsOf(owed);
  }
}
