package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/over\r\nSet-Cookie: a=b",
        "/a b"
      })
  void leads_nobody_to_another_site(String path) {
    assertThat(BackPath.of(path)).isEqualTo("/overview");
  }

  @Test
  void leads_back_to_a_page_with_its_query() {
    assertThat(BackPath.of("/printers?state=problem&q=a%20b"))
        .isEqualTo("/printers?state=problem&q=a%20b");
  }
}
