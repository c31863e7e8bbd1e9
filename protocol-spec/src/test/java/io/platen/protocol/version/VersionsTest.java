package io.platen.protocol.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/**
 * Old against new, in both directions: documents of version 1.0 and of an invented 1.1 before
 * readers of each. The table stands in chapter GEN, versions and extension.
 */
class VersionsTest {
  private static final Path EXAMPLES =
      Path.of("src/main/resources/io/platen/protocol/examples/valid");
  private static final LaterReader LATER = new LaterReader();

  /** Who sends which document to whom. */
  enum Direction {
    DEVICE_TO_SERVER(
        """
        <report xmlns="urn:platen:protocol:1" xmlns:x="urn:platen:protocol:1:1" v="%s"%s%s
            device="0e7c1f6a-52b7-4d0c-9a39-6f5f6b1f2a01" sequence="7" kind="full"
            epoch="5b0a4a0e-1f0f-4f43-8f7e-21c0a7f3c902" created="2026-11-22T05:04:03Z" clock="unset">
          <printer key="sn-A1" read="2026-11-22T05:04:03Z"><status state="idle"/>%s</printer>
        </report>""",
        "finishers", "<x:finisher staples=\"40\"/>", "<x:finisher staples=\"many\"/>"),
    SERVER_TO_DEVICE(
        """
        <sync xmlns="urn:platen:protocol:1" xmlns:x="urn:platen:protocol:1:1" v="%s"%s%s
            device="0e7c1f6a-52b7-4d0c-9a39-6f5f6b1f2a01">
          <policy>
            <schedule from="05:00" to="19:00" interval="PT2H" randomDelay="PT20M" fullEvery="P7D"/>
            <limits bodyBytes="262144" printersPerReport="500" outboxBytes="67108864"
                outboxAge="P30D" packetsPerSecond="77"/>
            <privacy/>%s
          </policy>
          <discovery/>
        </sync>""",
        "wake", "<x:wake at=\"03:30:00\"/>", "<x:wake at=\"early\"/>");

    private final String form;
    private final String name;
    private final String addition;
    private final String wrong;

    Direction(String form, String name, String addition, String wrong) {
      this.form = form;
      this.name = name;
      this.addition = addition;
      this.wrong = wrong;
    }

    private LaterReader.Reading reading() {
      return this == DEVICE_TO_SERVER ? ReportCodec::read : SyncCodec::read;
    }

    private String document(String version, String demand, String hint, String added) {
      String must = demand.isEmpty() ? "" : " mustUnderstand=\"" + demand + "\"";
      return form.formatted(version, must, hint, added);
    }

    private String old() {
      return document("1.0", "", "", "");
    }

    private String later() {
      return document("1.1", "", " x:hint=\"night\"", addition);
    }

    private String demanding() {
      return document("1.1", name, "", addition);
    }

    private String wrong() {
      return document("1.1", "", "", wrong);
    }

    private Object readByOld(String text) throws ProtocolException {
      return reading().read(text.getBytes(StandardCharsets.UTF_8));
    }

    private LaterReader.Read readByLater(String text) throws Exception {
      return LATER.read(text, reading());
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_old_document_is_the_same_to_both_readers(Direction direction) throws Exception {
    // when
    Object old = direction.readByOld(direction.old());
    LaterReader.Read later = direction.readByLater(direction.old());

    // then
    assertThat(later.document()).isEqualTo(old);
    assertThat(later.additions()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_later_document_is_to_the_old_reader_what_it_is_without_its_additions(Direction direction)
      throws Exception {
    assertThat(direction.readByOld(direction.later()))
        .isEqualTo(direction.readByOld(direction.old()));
  }

  @ParameterizedTest
  @EnumSource
  void a_later_document_has_its_additions_for_the_later_reader(Direction direction)
      throws Exception {
    // when
    LaterReader.Read later = direction.readByLater(direction.later());

    // then
    assertThat(later.document()).isEqualTo(direction.readByOld(direction.old()));
    assertThat(later.additions()).hasSize(2).contains("@hint");
  }

  @ParameterizedTest
  @EnumSource
  void a_demand_is_refused_by_the_old_reader_and_fulfilled_by_the_later(Direction direction)
      throws Exception {
    assertThatThrownBy(() -> direction.readByOld(direction.demanding()))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.MUST_UNDERSTAND));
    assertThat(direction.readByLater(direction.demanding()).additions()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_wrong_addition_is_left_out_by_the_old_reader_and_refused_by_the_later(Direction direction)
      throws Exception {
    assertThat(direction.readByOld(direction.wrong()))
        .isEqualTo(direction.readByOld(direction.old()));
    assertThatThrownBy(() -> direction.readByLater(direction.wrong()))
        .isInstanceOf(SAXException.class);
  }

  @ParameterizedTest
  @EnumSource
  void a_demand_of_a_still_later_version_is_refused_by_both(Direction direction) {
    // given
    String demanding = direction.document("1.2", "what-comes-next", "", "");

    // then
    assertThatThrownBy(() -> direction.readByOld(demanding)).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> direction.readByLater(demanding))
        .isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @EnumSource
  void another_major_version_is_refused_by_both(Direction direction) {
    for (String other :
        List.of(
            direction.document("2.0", "", "", ""),
            direction.old().replace("\"urn:platen:protocol:1\"", "\"urn:platen:protocol:2\""))) {
      assertThatThrownBy(() -> direction.readByOld(other))
          .isInstanceOfSatisfying(
              ProtocolException.class,
              refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.VERSION_UNKNOWN));
      assertThatThrownBy(() -> direction.readByLater(other)).isInstanceOf(ProtocolException.class);
    }
  }

  /** What a minor version must not do: the old reader would refuse all of its documents. */
  @ParameterizedTest
  @EnumSource
  void an_addition_in_the_old_namespace_is_refused_by_both(Direction direction) {
    // given
    String careless = direction.later().replace("x:", "").replace(" hint=\"night\"", "");

    // then
    assertThatThrownBy(() -> direction.readByOld(careless)).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> direction.readByLater(careless)).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void every_example_is_valid_for_the_later_reader_too(Path example) throws Exception {
    // given
    String name = String.valueOf(example.getFileName());
    LaterReader.Reading reading = reading(name);
    String text = Files.readString(example);

    // then
    assertThat(LATER.read(text, reading).document())
        .isEqualTo(reading.read(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static LaterReader.Reading reading(String example) {
    if (example.startsWith("assignment")) {
      return example.startsWith("assignmentRequest")
          ? AssignmentCodec::readRequest
          : AssignmentCodec::read;
    }
    if (example.startsWith("command")) {
      return CommandCodec::read;
    }
    if (example.matches("(result|envelope|hello|welcome|taken|cancel|bye)[.-].*")) {
      return LiveCodec::read;
    }
    return example.startsWith("report")
        ? ReportCodec::read
        : example.startsWith("sync") ? SyncCodec::read : ReceiptCodec::read;
  }

  @Test
  void the_examples_are_some() throws Exception {
    assertThat(examples()).hasSizeGreaterThan(6);
    assertThat(LATER.read(Direction.DEVICE_TO_SERVER.later(), ReportCodec::read).additions())
        .isEqualTo(Set.of("@hint", "finisher"));
  }

  static List<Path> examples() throws Exception {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> !file.toString().contains("problem")).sorted().toList();
    }
  }
}
