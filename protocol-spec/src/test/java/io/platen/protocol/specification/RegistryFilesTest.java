package io.platen.protocol.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/** The registries follow registry.xsd. */
class RegistryFilesTest {
  private static final Path REGISTRY = Path.of("src/main/resources/io/platen/protocol/registry");
  private static Schema schema;

  @BeforeAll
  static void compile() throws SAXException {
    SchemaFactory factory = SchemaFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    schema = factory.newSchema(REGISTRY.resolve("registry.xsd").toFile());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void follows_the_schema_of_registries(Path file) throws Exception {
    schema.newValidator().validate(new StreamSource(file.toFile()));
    String name = file.getFileName().toString().replace(".xml", "");
    assertThat(Files.readString(file)).containsIgnoringCase('"' + name + '"');
  }

  @Test
  void are_at_least_thirteen_of_tokens_and_ten_of_requirements() throws Exception {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(13 + 10);
  }

  @Test
  void refuse_a_token_that_stands_there_twice() {
    // given
    String twice =
        """
        <registry xmlns="urn:platen:registry:1" name="a" policy="expert-review">
          <title>t</title><reference>r</reference>
          <entry token="b" since="1.0">x</entry><entry token="b" since="1.0">y</entry>
        </registry>""";

    // then
    assertThatThrownBy(
            () -> schema.newValidator().validate(new StreamSource(new StringReader(twice))))
        .hasMessageContaining("oneEntryAToken");
  }

  static List<Path> files() throws Exception {
    try (Stream<Path> all = Files.walk(REGISTRY)) {
      return all.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
    }
  }
}
