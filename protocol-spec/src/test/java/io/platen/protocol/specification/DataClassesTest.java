package io.platen.protocol.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.registry.DataClasses;
import io.platen.protocol.registry.Registry;
import io.platen.protocol.xml.BundledSchemas;
import io.platen.protocol.xml.SafeXml;
import io.platen.protocol.xml.XmlLimits;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

class DataClassesTest {

  @Test
  void are_on_what_tells_of_a_place_or_a_person() throws Exception {
    // when
    Map<String, String> classes = classesInSchema();

    // then
    assertThat(classes)
        .containsOnly(
            Map.entry("element address", "network-address"),
            Map.entry("element hostName", "host-name"),
            Map.entry("element mac", "hardware-address"),
            Map.entry("element serial", "serial"),
            Map.entry("attribute serial", "cartridge-serial"),
            Map.entry("element assetNumber", "asset"),
            Map.entry("element location", "location"),
            Map.entry("element panel", "panel-text"));
  }

  @Test
  void are_all_registered_and_all_used() throws Exception {
    assertThat(classesInSchema().values())
        .containsExactlyInAnyOrderElementsOf(
            DataClasses.registry().entries().stream()
                .map(Registry.Entry::token)
                .collect(Collectors.toList()));
  }

  @Test
  void say_what_becomes_of_a_value_that_is_shortened() {
    assertThat(DataClasses.registry().entries())
        .allSatisfy(
            entry ->
                assertThat(entry.attributes().get("truncated")).as(entry.token()).isNotBlank());
  }

  private static Map<String, String> classesInSchema() throws Exception {
    try (InputStream schema = BundledSchemas.open("report.xsd")) {
      String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
      // Our own schemas have comments, which documents have not.
      byte[] plain = text.replaceAll("(?s)<!--.*?-->", "").getBytes(StandardCharsets.UTF_8);
      return new SafeXml(XmlLimits.DEFAULT).read(plain, DataClassesTest::classes);
    }
  }

  private static Map<String, String> classes(XMLStreamReader reader) throws Exception {
    Map<String, String> classes = new TreeMap<>();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamReader.START_ELEMENT) {
        String dataClass = reader.getAttributeValue("urn:platen:annotation:1", "class");
        if (dataClass != null) {
          String what = reader.getLocalName() + " " + reader.getAttributeValue(null, "name");
          classes.put(what, dataClass);
        }
      }
    }
    return classes;
  }
}
