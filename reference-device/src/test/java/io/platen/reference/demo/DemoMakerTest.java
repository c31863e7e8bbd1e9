package io.platen.reference.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.reference.device.SimulatedFlash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OEM of the demo, by the commands that an OEM types. */
class DemoMakerTest {
  @TempDir Path root;

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void makes_keys_of_its_own_and_signs_a_release_for_the_reference_device() throws Exception {
    try (DemoFolder folder = DemoFolder.open(root)) {
      // given
      DemoMaker maker = new DemoMaker(folder);

      // when
      maker.begin();
      maker.sign();

      // then
      assertThat(maker.root()).isRegularFile();
      Path targets = maker.root().resolveSibling("1.targets.xml");
      assertThat(names(targets.getParent())).contains("1.root.xml", "1.targets.xml");
      String text = Files.readString(targets, StandardCharsets.UTF_8);
      byte[] content = text.substring(text.indexOf("\n\n") + 2).getBytes(StandardCharsets.UTF_8);
      assertThat(
              new XmlMetadata().read(TargetsMetadata.class, "targets", content).targets().keySet())
          .containsExactly("releases/" + SimulatedFlash.MODEL + "/" + DemoMaker.RELEASE + ".xml");
    }
  }
}
