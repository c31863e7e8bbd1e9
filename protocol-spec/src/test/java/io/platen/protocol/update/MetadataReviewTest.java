package io.platen.protocol.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.update.MetadataException.Reason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataReviewTest {
  private static final TargetFile RELEASE =
      new TargetFile("releases/pl-100/2026.3.xml", 7, Map.of("sha256", "0".repeat(64)));

  private final SignedXml repository = new SignedXml();
  private final MetadataReview review =
      new MetadataReview(new XmlMetadata(), new HybridSignatures());

  @Test
  void sees_what_a_device_would_find_and_when_it_expires() throws Exception {
    // given
    repository.publish(2, Map.of(RELEASE.path(), RELEASE));
    // when
    VerifiedSet set = review.see(repository.trusted, repository, SignedXml.NOW);
    // then
    assertThat(set.targets()).containsExactly(Map.entry(RELEASE.path(), RELEASE));
    assertThat(set.expiries().keySet()).containsExactly("timestamp", "snapshot", "targets", "root");
    assertThat(set.expiries().values()).containsOnly(SignedXml.NOW.plus(Duration.ofDays(30)));
    assertThat(repository.trusted).containsOnlyKeys("root");
  }

  @Test
  void refuses_what_a_device_would_refuse_that_is_further() throws Exception {
    // given
    repository.publish(2, Map.of());
    byte[] newer = repository.files.get("timestamp.xml");
    repository.publish(1, Map.of());
    // then
    assertThatExceptionOfType(MetadataException.class)
        .isThrownBy(
            () ->
                review.see(
                    Map.of("root", repository.trusted.get("root"), "timestamp", newer),
                    repository,
                    SignedXml.NOW))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.VERSION));
  }
}
