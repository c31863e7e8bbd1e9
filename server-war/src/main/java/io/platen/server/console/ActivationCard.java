package io.platen.server.console;

import io.platen.protocol.enrolment.ActivationString;
import io.platen.server.access.entity.Role;
import io.platen.server.console.view.DeviceView;
import io.platen.server.console.view.Words;
import io.platen.server.enrolment.control.ActivationCodes;
import io.platen.server.enrolment.control.Approvals;
import io.platen.server.fleet.entity.DeviceRow;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a device's page that gets the device its certificate. */
@Dependent
class ActivationCard {
  private static final Set<String> KEPT_OUT = Set.of("DEACTIVATED", "RETIRED");

  private final ActivationCodes codes;
  private final Approvals approvals;

  @Inject
  ActivationCard(ActivationCodes codes, Approvals approvals) {
    this.codes = codes;
    this.approvals = approvals;
  }

  /**
   * @param made a code that was made by this very request
   */
  DeviceView.Activation of(Visit visit, DeviceRow device, ActivationCodes.@Nullable Issued made) {
    boolean possible =
        codes.arePossible() && visit.may(Role.OPERATOR) && !KEPT_OUT.contains(device.state());
    if (made != null) {
      return new DeviceView.Activation(
          made.code().text(),
          codes.string(made.code()).map(ActivationString::text).orElse(null),
          visit.words().t("activation.until", visit.words().moment(made.expires())),
          null,
          possible);
    }
    Optional<Approvals.Standing> standing = approvals.find(visit.tenant(), device.id());
    return new DeviceView.Activation(
        null,
        null,
        sentence(visit.words(), standing.orElse(null)),
        standing.filter(Approvals.Standing::waits).map(Approvals.Standing::words).orElse(null),
        possible);
  }

  private static String sentence(Words words, Approvals.@Nullable Standing standing) {
    if (standing == null) {
      return words.t("activation.none");
    }
    String by = standing.words();
    if (by == null) {
      return words.t("activation.open", standing.selector(), words.moment(standing.expires()));
    }
    return standing.waits() ? words.t("activation.waits") : words.t("activation.used", by);
  }

  void decide(Visit visit, DeviceRow device, boolean approved) {
    approvals.decide(visit.session().caller(), device.id(), visit.field("words"), approved);
  }
}
