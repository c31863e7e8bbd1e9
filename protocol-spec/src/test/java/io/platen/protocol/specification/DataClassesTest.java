package io.platen.protocol.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.registry.DataClasses;
import io.platen.protocol.registry.Registry;
import io.platen.protocol.xml.BundledSchemas;
import io.platen.protocol.xml.SafeXml;
import io.platen.protocol.xml.XmlLimits;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** That each value has a class the build demands; here is which ones a policy may mask. */
class DataClassesTest {

  @Test
  void are_maskable_where_a_value_tells_of_a_place_or_a_person() throws Exception {
    // when
    Set<String> maskable = new TreeSet<>(classesOf("report.xsd"));
    maskable.retainAll(DataClasses.maskable());

    // then
    assertThat(maskable)
        .containsExactlyInAnyOrderElementsOf(DataClasses.maskable())
        .containsExactlyInAnyOrder(
            "network-address",
            "host-name",
            "hardware-address",
            "serial",
            "cartridge-serial",
            "asset",
            "location",
            "panel-text",
            "printer-text");
  }

  @Test
  void are_all_used() throws Exception {
    // when
    Set<String> used = new TreeSet<>();
    for (String schema : new String[] {"report.xsd", "sync.xsd", "problem.xsd"}) {
      used.addAll(classesOf(schema));
    }

    // then
    assertThat(used)
        .containsExactlyInAnyOrderElementsOf(
            DataClasses.registry().entries().stream().map(Registry.Entry::token).toList());
  }

  @Test
  void never_let_a_report_carry_what_opens_a_door_or_where_to_look() throws Exception {
    assertThat(classesOf("report.xsd"))
        .isNotEmpty()
        .doesNotContain("credential", "site-network", "setting");
  }

  private static Set<String> classesOf(String name) throws Exception {
    try (InputStream schema = BundledSchemas.open(name)) {
      String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
      // Our own schemas have comments, which documents have not.
      byte[] plain = text.replaceAll("(?s)<!--.*?-->", "").getBytes(StandardCharsets.UTF_8);
      return new SafeXml(XmlLimits.DEFAULT).read(plain, DataClassesTest::classes);
    }
  }

  private static Set<String> classes(XMLStreamReader reader) throws Exception {
    Set<String> classes = new TreeSet<>();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamReader.START_ELEMENT) {
        String dataClass = reader.getAttributeValue("urn:platen:annotation:1", "class");
        if (dataClass != null) {
          classes.add(dataClass);
        }
      }
    }
    return classes;
  }
}
