package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class AssetCatalogTest {
  private final AssetCatalog assets = new AssetCatalog();

  @Test
  void names_each_file_by_its_content() {
    // when
    String href = assets.href("console.css");

    // then
    assertThat(href).matches("/assets/console\\.[0-9a-f]{12}\\.css");
    assertThat(assets.find(href)).isPresent();
    assertThat(assets.find("/assets/console.css")).isEmpty();
    assertThat(assets.find("/assets/../WEB-INF/web.xml")).isEmpty();
  }

  @Test
  void lets_modules_find_each_other_by_the_name_with_the_fingerprint() {
    // when
    AssetCatalog.Asset region = assets.find(assets.href("live-region.js")).orElseThrow();

    // then
    assertThat(new String(region.plain, StandardCharsets.UTF_8))
        .contains("from \"" + assets.href("morph.js") + "\"")
        .doesNotContain("\"./");
  }

  @Test
  void sends_scripts_within_120_kB_and_a_first_page_within_250_kB() {
    // when
    long scripts =
        assets.hrefs().stream().filter(href -> href.endsWith(".js")).mapToLong(this::packed).sum();
    long all = assets.hrefs().stream().mapToLong(this::packed).sum();

    // then
    assertThat(scripts).isBetween(20_000L, 120_000L);
    assertThat(all).isLessThan(200_000L);
  }

  @Test
  void packs_what_it_sends_without_loss() throws IOException {
    for (String href : assets.hrefs()) {
      AssetCatalog.Asset asset = assets.find(href).orElseThrow();
      try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(asset.gzip))) {
        assertThat(unpacked.readAllBytes()).as(href).isEqualTo(asset.plain);
      }
    }
  }

  @Test
  void refuses_a_name_that_is_not_there() {
    assertThatThrownBy(() -> assets.href("nothing.js")).hasMessageContaining("nothing.js");
  }

  private long packed(String href) {
    return assets.find(href).orElseThrow().gzip.length;
  }
}
