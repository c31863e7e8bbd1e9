package io.platen.server.profile.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.ProfileCodec;
import io.platen.server.fleet.entity.UnmatchedModel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What a skeleton recognises, read by the codec that a device reads it with. */
class ProfileSkeletonTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  @Test
  void recognises_the_model_by_its_object_id() throws Exception {
    // when
    PrinterProfile profile =
        read(
            new UnmatchedModel("1.3.6.1.4.1.99999.4", "Acme & Söhne", "Q1", "Acme Q1", null, 3, 7));

    // then
    assertThat(profile.id()).isEqualTo("acme-s-hne");
    assertThat(profile.maker()).isEqualTo("Acme & Söhne");
    assertThat(profile.recognition().objectIds()).containsExactly("1.3.6.1.4.1.99999.4");
    assertThat(profile.sources().get(0).title()).isEqualTo("Acme & Söhne Q1, seen 2026-11-22");
  }

  @Test
  void recognises_the_model_by_its_words_where_there_is_no_object_id() throws Exception {
    // given
    String descr = "Acme (Q1) <fast>\r\n\"A+\" C:\\x";

    // when
    PrinterProfile profile = read(new UnmatchedModel(null, null, null, descr, null, 1, 7));

    // then
    assertThat(profile.id()).isEqualTo("maker");
    assertThat(profile.maker()).isNull();
    assertThat(profile.recognition().descrs())
        .singleElement()
        .matches(pattern -> pattern.isIn("Acme (Q1) <fast> \"A+\" C:\\x 2.0"))
        .matches(pattern -> !pattern.isIn("Acme Q1 fast"));
  }

  @Test
  void recognises_the_model_by_its_device_id_where_there_is_nothing_else() throws Exception {
    // when
    PrinterProfile profile =
        read(new UnmatchedModel(null, "Acme", null, null, "MFG:Acme;MDL:Q.1;", 1, 7));

    // then
    assertThat(profile.recognition().deviceIds())
        .singleElement()
        .matches(rule -> rule.maker().isIn("Acme") && rule.model().isIn("Q.1"))
        .matches(rule -> !rule.model().isIn("Qx1"));
  }

  private static PrinterProfile read(UnmatchedModel model) throws Exception {
    return ProfileCodec.read(ProfileSkeleton.of(model, TODAY).getBytes(StandardCharsets.UTF_8));
  }
}
