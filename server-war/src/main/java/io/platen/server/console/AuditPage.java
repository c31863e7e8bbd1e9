package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.audit.AuditLog;
import io.platen.server.console.view.AuditView;
import io.platen.server.console.view.Words;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Who did what, the newest first; nobody can change it. For administrators only. */
@Dependent
class AuditPage implements Page {
  private static final String PATH = "/audit";
  private static final int LINES = 100;

  private final AuditLog log;

  @Inject
  AuditPage(AuditLog log) {
    this.log = log;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH);
  }

  @Override
  public Answer get(Visit visit) {
    if (!visit.may(Role.ADMINISTRATOR)) {
      return Answer.Forbidden.to(Role.ADMINISTRATOR);
    }
    String actor = visit.field("actor");
    String action = visit.field("action");
    Long before = PrinterPage.number(visit.field("before")).orElse(null);
    AuditLog.Part part = log.read(visit.tenant(), new AuditLog.Query(actor, action, before, LINES));
    Words words = visit.words();
    Long next = part.next();
    AuditView view =
        new AuditView(
            part.lines().stream().map(line -> line(line, words)).toList(),
            actor,
            action,
            next == null ? null : address(actor, action) + "&before=" + next);
    return new Answer.Html(
        200, "audit", Map.of("shell", visit.shell(words.t("audit.title"), "audit"), "view", view));
  }

  private static String address(String actor, String action) {
    return PATH
        + "?actor="
        + URLEncoder.encode(actor, StandardCharsets.UTF_8)
        + "&action="
        + URLEncoder.encode(action, StandardCharsets.UTF_8);
  }

  private static AuditView.Line line(AuditLog.Line line, Words words) {
    return new AuditView.Line(
        line.position(),
        line.at(),
        line.actor(),
        line.action(),
        words.orItself("audit.action.", line.action()),
        line.subject(),
        line.source(),
        line.hash());
  }
}
