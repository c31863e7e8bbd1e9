package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  @Test
  void the_reference_page_is_what_the_list_of_keys_says() throws Exception {
    // given
    Path page = Path.of("..", "docs", "reference", "configuration.md");

    // when
    String expected = ConfigurationPage.text();

    // then
    assertThat(page)
        .as("make it anew: java -jar server-war/target/platen-server.jar --keys > %s", page)
        .exists();
    assertThat(Files.readString(page)).isEqualTo(expected);
  }

  @Test
  void names_every_key_with_its_variable() {
    // when
    String page = ConfigurationPage.text();

    // then
    for (ServerKey key : ServerKey.values()) {
      assertThat(page).contains("| `" + key.key() + "` | `" + key.variable() + "` |");
    }
  }
}
