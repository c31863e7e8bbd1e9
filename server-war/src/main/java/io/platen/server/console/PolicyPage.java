package io.platen.server.console;

import io.platen.protocol.registry.DataClasses;
import io.platen.server.access.entity.Role;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.PolicyView;
import io.platen.server.console.view.Words;
import io.platen.server.policy.control.Policies;
import io.platen.server.policy.control.PolicyCheck;
import io.platen.server.problem.InvalidException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;

/** How the tenant's devices work: when, how hard, and what they may tell. */
@Dependent
class PolicyPage implements Page {
  private static final String PATH = "/policy";

  private final Policies policies;

  @Inject
  PolicyPage(Policies policies) {
    this.policies = policies;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH);
  }

  @Override
  public Answer get(Visit visit) {
    return page(visit, 200, PolicyForm.of(policies.of(visit.tenant())));
  }

  @Override
  public Answer post(Visit visit) {
    if (!visit.may(Role.ADMINISTRATOR)) {
      return Answer.Forbidden.to(Role.ADMINISTRATOR);
    }
    try {
      policies.change(visit.session().caller(), PolicyCheck.check(PolicyForm.typed(visit)));
      return new Answer.Redirect(PATH);
    } catch (InvalidException e) {
      return page(visit, 422, PolicyForm.wrong(visit, e));
    }
  }

  private static Answer page(Visit visit, int status, Form form) {
    Words words = visit.words();
    var classes =
        DataClasses.maskable().stream()
            .map(each -> new PolicyView.MaskLine(each, words.t("dataClass." + each)))
            .toList();
    PolicyView view = new PolicyView(form, classes, visit.may(Role.ADMINISTRATOR));
    return new Answer.Html(
        status,
        "policy",
        Map.of("shell", visit.shell(words.t("policy.title"), "policy"), "view", view));
  }
}
