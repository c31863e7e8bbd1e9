package io.platen.protocol.xml;

import static io.platen.protocol.Requirement.PLT_XML_001;
import static io.platen.protocol.Requirement.PLT_XML_002;
import static io.platen.protocol.Requirement.PLT_XML_003;
import static io.platen.protocol.Requirement.PLT_XML_004;
import static io.platen.protocol.Requirement.PLT_XML_005;
import static io.platen.protocol.Requirement.PLT_XML_006;
import static io.platen.protocol.Requirement.PLT_XML_007;
import static io.platen.protocol.Requirement.PLT_XML_008;
import static io.platen.protocol.Requirement.PLT_XML_009;
import static io.platen.protocol.Requirement.PLT_XML_010;
import static io.platen.protocol.Requirement.PLT_XML_011;
import static io.platen.protocol.Requirement.PLT_XML_012;
import static io.platen.protocol.Requirement.PLT_XML_013;
import static io.platen.protocol.Requirement.PLT_XML_014;
import static io.platen.protocol.Requirement.PLT_XML_015;
import static io.platen.protocol.Requirement.PLT_XML_020;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeXmlTest {
  private static final String LONG = "x".repeat(70_000);

  @ParameterizedTest(name = "{0}")
  @MethodSource("atTheLimit")
  @Verifies(
      positive = {
        PLT_XML_008,
        PLT_XML_009,
        PLT_XML_010,
        PLT_XML_011,
        PLT_XML_012,
        PLT_XML_013,
        PLT_XML_014,
        PLT_XML_015
      })
  void takes_a_document_at_a_limit(String name, String document) throws Exception {
    assertThat(events(document.getBytes(UTF_8))).isPositive();
  }

  static Stream<Arguments> atTheLimit() {
    return Stream.of(
        arguments("depth", nested(32)),
        arguments("attributes", attributes(32)),
        arguments("element name", "<" + "n".repeat(128) + "/>"),
        arguments("attribute name", "<a " + "n".repeat(128) + "=''/>"),
        arguments("events", events(50_000, 1)),
        arguments("children", children(5_000)),
        arguments("attribute value", "<a b='" + "x".repeat(4_096) + "'/>"),
        arguments("text", "<a>" + "x".repeat(16_384) + "</a>"),
        arguments("text before and after a tag", "<a>" + t(9_000) + "<b/>" + t(9_000) + "</a>"),
        arguments("namespaces", namespaces(16)),
        arguments("the five entities", "<a>" + "&amp;&lt;&gt;&quot;&apos;".repeat(3_000) + "</a>"),
        arguments("characters by number", "<a>&#10;&#x1F5A8;</a>"),
        arguments("CDATA that looks like a document type", "<a><![CDATA[<!DOCTYPE a>]]></a>"),
        arguments(
            "a declaration", "<?xml version=\"1.0\" encoding='utf-8' standalone='yes'?>\n<a/>"),
        arguments("no declaration", "\r\n <a/>\n"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("beyondTheLimit")
  @Verifies(
      negative = {
        PLT_XML_007,
        PLT_XML_008,
        PLT_XML_009,
        PLT_XML_010,
        PLT_XML_011,
        PLT_XML_012,
        PLT_XML_013,
        PLT_XML_014,
        PLT_XML_015
      })
  void refuses_a_document_beyond_a_limit(String requirement, String name, String document) {
    refuses(document.getBytes(UTF_8), ProblemType.TOO_LARGE, requirement);
  }

  static Stream<Arguments> beyondTheLimit() {
    return Stream.of(
        arguments("PLT-XML-007", "bytes", "<a>" + " ".repeat(256 * 1024) + "</a>"),
        arguments("PLT-XML-008", "depth", nested(33)),
        arguments("PLT-XML-008", "great depth", nested(30_000)),
        arguments("PLT-XML-009", "attributes", attributes(33)),
        arguments("PLT-XML-009", "many attributes", attributes(10_000)),
        arguments("PLT-XML-010", "element name", "<" + "n".repeat(129) + "/>"),
        arguments("PLT-XML-010", "huge element name", "<" + LONG + "/>"),
        arguments("PLT-XML-010", "attribute name", "<a " + "n".repeat(129) + "=''/>"),
        arguments("PLT-XML-010", "prefix", prefixed("p".repeat(129))),
        arguments("PLT-XML-011", "events", events(50_002, 1)),
        arguments("PLT-XML-012", "children", children(5_001)),
        arguments("PLT-XML-013", "attribute value", "<a b='" + "x".repeat(4_097) + "'/>"),
        arguments("PLT-XML-013", "huge attribute value", "<a b='" + LONG + "'/>"),
        arguments("PLT-XML-014", "text", "<a>" + "x".repeat(16_385) + "</a>"),
        arguments("PLT-XML-014", "text and CDATA", "<a>" + t(9_000) + cdata(9_000) + "</a>"),
        arguments("PLT-XML-014", "text of entities", "<a>" + "&amp;".repeat(16_385) + "</a>"),
        arguments("PLT-XML-015", "namespaces", namespaces(17)),
        arguments("PLT-XML-015", "many namespaces", namespaces(5_000)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("forbidden")
  @Verifies(negative = {PLT_XML_004, PLT_XML_005, PLT_XML_006})
  void refuses_a_forbidden_construct(String requirement, String name, String document) {
    refuses(document.getBytes(UTF_8), ProblemType.CONSTRUCT_FORBIDDEN, requirement);
  }

  static Stream<Arguments> forbidden() {
    String dtd = "PLT-XML-004";
    return Stream.of(
        arguments(dtd, "an empty document type", "<!DOCTYPE a><a/>"),
        arguments(dtd, "after a declaration", "<?xml version='1.0'?>\n<!DOCTYPE a [ ]><a/>"),
        arguments(dtd, "an external subset", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"),
        arguments(dtd, "an entity", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///x'>]><a>&e;</a>"),
        arguments(
            dtd, "a parameter entity", "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://x/'>%p;]><a/>"),
        arguments(dtd, "many laughs", laughs()),
        arguments(dtd, "one that makes the parser fail", "<!DOCTYPE r[>\0"),
        arguments(
            "PLT-XML-005", "an instruction before the root", "<?xml-stylesheet href='x'?><a/>"),
        arguments(
            "PLT-XML-005", "an instruction after a declaration", "<?xml version='1.0'?><?p?><a/>"),
        arguments("PLT-XML-005", "an instruction inside", "<a><?p q?></a>"),
        arguments("PLT-XML-005", "an instruction after the root", "<a/><?p q?>"),
        arguments("PLT-XML-006", "a comment before the root", " <!-- c --><a/>"),
        arguments("PLT-XML-006", "a comment inside", "<a><!-- c --></a>"),
        arguments("PLT-XML-006", "a comment after the root", "<a/><!-- c -->"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  @Verifies(negative = PLT_XML_001)
  void refuses_what_is_not_well_formed(String name, String document) {
    refuses(document.getBytes(UTF_8), ProblemType.MALFORMED, "PLT-XML-001");
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("nothing", ""),
        arguments("white space", " \n"),
        arguments("no XML", "{\"a\": 1}"),
        arguments("an open element", "<a><b></b>"),
        arguments("elements that cross", "<a><b></a></b>"),
        arguments("two roots", "<a/><a/>"),
        arguments("text after the root", "<a/>text"),
        arguments("an attribute twice", "<a b='1' b='2'/>"),
        arguments("one twice by its namespace", "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>"),
        arguments("an unbound prefix", "<p:a/>"),
        arguments("a prefix bound to nothing", "<a xmlns:p=''/>"),
        arguments("an unknown entity", "<a>&nbsp;</a>"),
        arguments("an unknown entity in an attribute", "<a b='&x;'/>"),
        arguments("a zero by number", "<a>&#0;</a>"),
        arguments("a control character", "<a>\u0001</a>"),
        arguments("a lone surrogate by number", "<a>&#xD800;</a>"),
        arguments("the end of CDATA in text", "<a>]]></a>"),
        arguments("a document type inside", "<a><!DOCTYPE a></a>"),
        arguments("a late declaration", " <?xml version='1.0'?><a/>"),
        arguments("version 3 of XML", "<?xml version='3.0'?><a/>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "IBM1047"})
  @Verifies(negative = PLT_XML_002)
  void refuses_the_bytes_of_another_encoding(String encoding) {
    byte[] document = "<?xml version='1.0'?><a/>".getBytes(Charset.forName(encoding));
    refuses(document, ProblemType.UNSUPPORTED_MEDIA_TYPE, "PLT-XML-002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "ISO-8859-1", "UTF-7", "UTF-32", "ebcdic-cp-us", "utf8", ""})
  @Verifies(negative = PLT_XML_002)
  void refuses_another_declared_encoding(String encoding) {
    byte[] document = ("<?xml version='1.0' encoding='" + encoding + "'?><a/>").getBytes(UTF_8);
    refuses(document, ProblemType.UNSUPPORTED_MEDIA_TYPE, "PLT-XML-002");
  }

  @Test
  @Verifies(negative = PLT_XML_002)
  void refuses_a_byte_order_mark() {
    refuses("\uFEFF<a/>".getBytes(UTF_8), ProblemType.UNSUPPORTED_MEDIA_TYPE, "PLT-XML-002");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u00e4", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f8\u0088\u0080\u0080\u0080"})
  @Verifies(negative = PLT_XML_003)
  void refuses_bytes_that_are_not_utf_8(String bytes) {
    byte[] document = ("<a>" + bytes + "</a>").getBytes(StandardCharsets.ISO_8859_1);
    refuses(document, ProblemType.MALFORMED, "PLT-XML-003");
  }

  @Test
  @Verifies(negative = PLT_XML_001)
  void refuses_a_document_cut_off_at_any_byte() {
    byte[] whole = "<a b='1'><c>t&amp;</c><![CDATA[d]]></a>".getBytes(UTF_8);
    for (int length = 0; length < whole.length; length++) {
      refuses(java.util.Arrays.copyOf(whole, length), ProblemType.MALFORMED, "PLT-XML-001");
    }
  }

  @Test
  void says_where() {
    assertThatThrownBy(() -> events("<a>\n  <b></c>\n</a>".getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> {
              assertThat(refusal.line()).isEqualTo(2);
              assertThat(refusal.column()).isPositive();
              assertThat(refusal).hasMessageContaining("\"b\"").hasMessageNotContaining("\n");
            });
  }

  @Test
  void turns_any_fault_of_the_reading_into_a_refusal() {
    assertThatThrownBy(
            () ->
                SafeXml.DEFAULT.read(
                    "<a/>".getBytes(UTF_8),
                    reader -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.MALFORMED));
  }

  @Test
  @Verifies(positive = PLT_XML_020)
  void leaves_out_what_is_of_another_namespace() throws Exception {
    // given
    String document =
        "<a xmlns='urn:own' xmlns:o='urn:other' c='1' o:d='2' e='3'>"
            + "<o:b><a>no</a></o:b><f>yes</f><o:g/></a>";

    // when
    String seen = SafeXml.DEFAULT.read(document.getBytes(UTF_8), "urn:own", SafeXmlTest::describe);

    // then
    assertThat(seen).isEqualTo("a[c=1 e=3] f[] yes");
  }

  @Test
  @Verifies(negative = PLT_XML_020)
  void counts_what_it_leaves_out() {
    // given
    String document = "<a xmlns='urn:own'><b xmlns='urn:other'>" + nested(31) + "</b></a>";

    // then
    assertThatThrownBy(
            () -> SafeXml.DEFAULT.read(document.getBytes(UTF_8), "urn:own", SafeXmlTest::count))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> assertThat(refusal.requirement()).isEqualTo("PLT-XML-008"));
  }

  @Test
  void has_no_limit_of_zero_which_the_parser_would_take_for_none() {
    assertThatThrownBy(() -> XmlLimits.DEFAULT.withBytes(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String describe(XMLStreamReader reader) throws Exception {
    StringBuilder seen = new StringBuilder();
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        seen.append(' ').append(reader.getLocalName()).append('[').append(attributes(reader));
        seen.append(']');
      } else if (event == XMLStreamReader.CHARACTERS) {
        seen.append(' ').append(reader.getText());
      }
    }
    return seen.toString().strip();
  }

  private static String attributes(XMLStreamReader reader) {
    return IntStream.range(0, reader.getAttributeCount())
        .mapToObj(i -> reader.getAttributeLocalName(i) + "=" + reader.getAttributeValue(i))
        .collect(Collectors.joining(" "));
  }

  private static void refuses(byte[] document, ProblemType type, String requirement) {
    assertThatThrownBy(() -> events(document))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> {
              assertThat(refusal.requirement()).as(refusal.getMessage()).isEqualTo(requirement);
              assertThat(refusal.type()).as(refusal.getMessage()).isEqualTo(type);
            });
  }

  private static int events(byte[] document) throws ProtocolException {
    return SafeXml.DEFAULT.read(document, SafeXmlTest::count);
  }

  private static int count(XMLStreamReader reader) throws Exception {
    int events = 0;
    while (reader.hasNext()) {
      reader.next();
      events++;
    }
    return events;
  }

  private static String nested(int depth) {
    return "<a>".repeat(depth) + "</a>".repeat(depth);
  }

  private static String attributes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "a" + i + "=''")
        .collect(Collectors.joining(" ", "<a ", "/>"));
  }

  private static String namespaces(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "xmlns:n" + i + "='u'")
        .collect(Collectors.joining(" ", "<a ", "/>"));
  }

  private static String children(int count) {
    return "<a>" + "<b/>".repeat(count) + "</a>";
  }

  /** Texts between children, spread over enough parents. */
  private static String events(int events, int root) {
    int parents = 10;
    int left = events - 2 * root - 2 * parents;
    String inside = "<b/>".repeat(left / 2 / parents);
    String rest = "<b/>".repeat(left / 2 - parents * (left / 2 / parents));
    return "<a>" + ("<p>" + inside + "</p>").repeat(parents) + rest + "</a>";
  }

  private static String t(int length) {
    return "t".repeat(length);
  }

  private static String cdata(int length) {
    return "<![CDATA[" + t(length) + "]]>";
  }

  private static String prefixed(String prefix) {
    return "<" + prefix + ":a xmlns:" + prefix + "='u'/>";
  }

  private static String laughs() {
    String entities =
        IntStream.range(1, 10)
            .mapToObj(i -> "<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">")
            .collect(Collectors.joining());
    return "<!DOCTYPE a [<!ENTITY l0 \"ha\">" + entities + "]><a>&l9;</a>";
  }
}
