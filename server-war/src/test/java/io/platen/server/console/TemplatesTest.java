package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.console.view.DeviceView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each page, rendered with the samples in each language; the results stay in target to be looked
 * at.
 */
class TemplatesTest {
  private static final Path LOOK = Path.of("target", "console-samples");
  private static final AssetCatalog ASSETS = new AssetCatalog();

  static Stream<Arguments> pages() {
    return Stream.of(Locale.ENGLISH, Locale.GERMAN)
        .flatMap(
            locale ->
                new Samples(locale, ASSETS)
                    .pages().entrySet().stream()
                        .map(
                            page ->
                                Arguments.of(
                                    locale.getLanguage(), page.getKey(), page.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pages")
  void renders_a_page_that_the_policy_allows(
      String language, String name, Map.Entry<String, Map<String, Object>> page)
      throws IOException {
    // when
    String html = new Templates().render(page.getKey(), page.getValue());

    // then
    keep(language + "-" + name + ".html", html);
    assertThat(html).contains("lang=\"" + language + "\"");
    assertThat(Pattern.compile("<h1[ >]").matcher(html).results().count()).isEqualTo(1);
    assertThat(html).doesNotContainPattern("\\sstyle=").doesNotContainPattern("\\son[a-z]+=");
    assertThat(html).doesNotContainPattern("<script(?! defer src| type=\"module\" src)");
    assertThat(html).doesNotContainPattern("(?:src|href)=\"(?:https?:)?//");
    assertThat(html).doesNotContain("{0}").doesNotContain("\"<>").doesNotContain("<b>");
  }

  @Test
  void shows_what_is_wrong_with_a_user_of_snmp_and_no_password_again() {
    // when
    List<String> wrong =
        pages()
            .map(page -> (Map.Entry<?, ?>) page.get()[2])
            .filter(page -> page.getKey().equals("device"))
            .map(page -> new Templates().render("device", asModel(page.getValue())))
            .filter(html -> html.contains("id=\"authPassword-error\""))
            .toList();

    // then
    assertThat(wrong)
        .hasSize(2)
        .allSatisfy(
            html ->
                assertThat(html)
                    .contains("<details open")
                    .contains("<option value=\"sha-512\" selected>")
                    .contains("value=\"fleet\"")
                    .doesNotContain("never-again"));
  }

  @Test
  void offers_commands_beside_the_other_actions_and_for_no_device_that_is_retired() {
    // given
    Map<String, Object> page = new HashMap<>(pageOf("device"));
    DeviceView device = (DeviceView) page.get("device");

    // when
    String active = new Templates().render("device", page);
    page.put("device", withoutMoves(device));
    String retired = new Templates().render("device", page);

    // then
    String link = "href=\"/commands/" + device.row().id() + "\"";
    assertThat(active)
        .containsPattern("<div class=\"head-actions\">\\s*<a class=\"button\" " + link);
    assertThat(retired).contains("<h1>").doesNotContain(link);
  }

  private static Map<String, Object> pageOf(String name) {
    return pages()
        .filter(page -> page.get()[1].equals(name))
        .map(page -> asModel(((Map.Entry<?, ?>) page.get()[2]).getValue()))
        .findFirst()
        .orElseThrow();
  }

  /** As one that is retired. */
  private static DeviceView withoutMoves(DeviceView device) {
    return new DeviceView(
        device.row(),
        List.of(),
        device.standing(),
        false,
        device.facts(),
        device.activation(),
        device.entries(),
        device.printers(),
        device.entryForm(),
        device.importForm());
  }

  @Test
  void shows_on_the_page_of_a_device_that_only_its_heartbeat_comes() {
    // when
    String html = new Templates().render("device", pageOf("device-heartbeat"));

    // then
    assertThat(html).contains("Heartbeat only").contains("nothing comes by HTTPS since");
  }

  @Test
  void marks_a_device_in_the_list_that_came_by_tls_1_2() {
    // when
    String html = new Templates().render("devices", pageOf("devices"));

    // then: of three devices one
    assertThat(html).containsPattern("Wien-3</a> <span class=\"hint\">TLS 1.2</span>");
    assertThat(Pattern.compile("TLS 1\\.2").matcher(html).results().count()).isEqualTo(1);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asModel(Object model) {
    return (Map<String, Object>) model;
  }

  private static void keep(String file, String html) throws IOException {
    Files.createDirectories(LOOK);
    Files.writeString(LOOK.resolve(file), html);
    for (String href : ASSETS.hrefs()) {
      Path target = LOOK.resolve(href.substring(1));
      Files.createDirectories(target.getParent());
      Files.write(target, ASSETS.find(href).orElseThrow().plain);
    }
  }
}
