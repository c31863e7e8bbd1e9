package io.platen.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Requirement;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private static final List<String> SCHEMAS =
      List.of("command", "live", "local", "problem", "report", "seal", "sync", "update");
  private static final Pattern ATTRIBUTE = Pattern.compile("<xs:attribute\\b[^>]*>");
  private static final Pattern NAME = Pattern.compile("\\sname=\"([^\"]+)\"");

  @Test
  void takes_every_credential_out_of_a_sync_document() throws Exception {
    // given
    String document = resource("examples/valid/sync.xml");
    assertThat(document).contains("only-an-example-1", "only-an-example-2", "AAECAwQF", "\"public");
    // when
    String shown = Redaction.body(document);
    // then
    assertThat(shown)
        .contains("authPassword=\"(redacted)\"", "privPassword=\"(redacted)\"")
        .contains("community=\"(redacted)\" port=\"161\"", "secret=\"(redacted)\"")
        .contains("<host>printer.reception.example</host>", "auth=\"sha-256\"")
        .doesNotContain("only-an-example", "AAECAwQF", "fleet\"", "public");
  }

  @Test
  void knows_every_attribute_that_a_schema_calls_a_credential() throws Exception {
    // given
    TreeSet<String> credentials = new TreeSet<>();
    for (String schema : SCHEMAS) {
      credentials(resource("schema/" + schema + ".xsd")).forEach(credentials::add);
    }
    // then
    assertThat(credentials).contains("authPassword", "community", "proof", "secret");
    assertThat(credentials)
        .allSatisfy(
            name ->
                assertThat(Redaction.body("<a " + name + "='s3cret' b='c'/>"))
                    .isEqualTo("<a " + name + "=\"(redacted)\" b='c'/>"));
  }

  @Test
  void takes_secrets_out_of_json_of_header_fields_and_of_what_is_cut_off() {
    assertThat(Redaction.body("{\"activationCode\" : \"s3c\\\"ret\", \"id\":\"7\"}"))
        .isEqualTo("{\"activationCode\" : \"(redacted)\", \"id\":\"7\"}");
    assertThat(Redaction.body("<snmp privPassword=\"s3cr")).doesNotContain("s3cr");
    assertThat(Redaction.field("Authorization", "Bearer plt_secret")).isEqualTo("(redacted)");
    assertThat(Redaction.field("Date", "today")).isEqualTo("today");
  }

  private static Stream<String> credentials(String schema) {
    return ATTRIBUTE
        .matcher(schema)
        .results()
        .map(MatchResult::group)
        .filter(each -> each.contains("platen:class=\"credential\""))
        .map(NAME::matcher)
        .flatMap(name -> name.results().map(found -> found.group(1)));
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = Requirement.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
