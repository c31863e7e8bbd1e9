package io.platen.protocol.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Limit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The corpus is what it says. */
class AttacksTest {
  private static final Path FILES = Path.of("src/main/resources/io/platen/protocol/attack/files");

  @Test
  void holds_at_least_sixty_files_and_uses_each() throws IOException {
    // when
    Set<String> used =
        Attacks.all().stream()
            .flatMap(attack -> attack.parts().stream().map(Part::file))
            .filter(file -> !file.isEmpty())
            .collect(Collectors.toSet());

    // then
    try (Stream<Path> files = Files.list(FILES)) {
      List<String> there = files.map(file -> file.getFileName().toString()).toList();
      assertThat(there).hasSizeGreaterThan(60).containsExactlyInAnyOrderElementsOf(used);
    }
  }

  @Test
  void names_each_attack_once() {
    assertThat(Attacks.all())
        .extracting(Attack::name)
        .hasSizeGreaterThan(150)
        .doesNotHaveDuplicates();
  }

  @Test
  void tests_the_bounds_from_both_sides() {
    // when
    Set<String> names = Attacks.all().stream().map(Attack::name).collect(Collectors.toSet());
    List<String> atLimit = names.stream().filter(name -> name.contains("-at-limit")).toList();

    // then
    assertThat(atLimit).hasSizeGreaterThanOrEqualTo(12);
    for (String name : atLimit) {
      String beyond = name.replace("-at-limit", "-beyond-limit");
      assertThat(names.contains(beyond) || names.contains(name.replace("-at-limit", "")))
          .as("what lies beyond " + name)
          .isTrue();
    }
  }

  @Test
  void makes_the_largest_document_to_the_byte() throws IOException {
    assertThat(size("bytes-at-limit")).isEqualTo(Limit.DOCUMENT_BYTES.value());
    assertThat(size("bytes-beyond-limit")).isEqualTo(Limit.DOCUMENT_BYTES.value() + 1);
  }

  @Test
  void packs_a_bomb_a_thousand_to_one_into_what_a_server_will_read() throws IOException {
    assertThat(size("gzip-bomb")).isBetween(240_000L, Limit.DOCUMENT_BYTES.value());
  }

  @Test
  void makes_a_gigabyte_in_no_memory() throws IOException {
    try (InputStream body = attack("announced-gigabyte").open(Stage.WRITTEN)) {
      assertThat(body.skip(900_000_000)).isEqualTo(900_000_000);
      assertThat(body.read()).isEqualTo(' ');
    }
  }

  @Test
  void makes_names_that_differ_and_have_one_hash_code() throws IOException {
    // when
    String text = text("names-of-one-hash", Stage.WRITTEN);
    String[] names = text.substring(text.indexOf("vendor\">") + 9).split("[</>]+", 4_097);

    // then
    assertThat(new HashSet<>(List.of(names).subList(0, 4_096))).hasSize(4_096);
    assertThat(names[4_000]).hasSameHashCodeAs(names[0]);
  }

  @Test
  void names_the_device_the_epoch_and_the_place_of_the_stage() throws IOException {
    // given
    Stage stage = new Stage(UUID.randomUUID(), UUID.randomUUID(), URI.create("http://[::1]:7/"));

    // then
    assertThat(text("doctype-system", stage))
        .contains("SYSTEM \"http://[::1]:7/report.dtd\"")
        .contains("device=\"" + stage.device() + "\" epoch=\"" + stage.epoch() + "\"");
  }

  private static long size(String name) throws IOException {
    try (InputStream body = attack(name).open(Stage.WRITTEN)) {
      return body.readAllBytes().length;
    }
  }

  private static String text(String name, Stage stage) throws IOException {
    try (InputStream body = attack(name).open(stage)) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Attack attack(String name) {
    return Attacks.all().stream().filter(each -> each.name().equals(name)).findAny().orElseThrow();
  }
}
