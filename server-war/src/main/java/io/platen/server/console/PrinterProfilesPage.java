package io.platen.server.console;

import io.platen.protocol.Limit;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.ModelLine;
import io.platen.server.console.view.ProfileLine;
import io.platen.server.console.view.ProfilesView;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.control.UnmatchedModels;
import io.platen.server.fleet.entity.UnmatchedModel;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.profile.control.PrinterProfiles;
import io.platen.server.profile.control.ProfileSkeleton;
import io.platen.server.profile.entity.StoredProfile;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What devices read printers by, to upload and to withdraw; and models that nothing fitted. */
@Dependent
class PrinterProfilesPage implements Page {
  private static final String PATH = "/printer-profiles";
  private static final String WITHDRAW = "/withdraw";
  private static final String FILE = ".xml";
  private static final int LONGEST = (int) Limit.DOCUMENT_BYTES.value();

  private final PrinterProfiles profiles;
  private final UnmatchedModels models;

  @Inject
  PrinterProfilesPage(PrinterProfiles profiles, UnmatchedModels models) {
    this.profiles = profiles;
    this.models = models;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  public Answer get(Visit visit) {
    if (visit.path().equals(PATH)) {
      return page(visit, 200, Form.EMPTY);
    }
    String rest = visit.rest(PATH + "/");
    return rest.endsWith(FILE)
        ? file(visit, rest.substring(0, rest.length() - FILE.length()))
        : new Answer.Redirect(PATH);
  }

  private Answer file(Visit visit, String id) {
    try {
      String document =
          new String(profiles.get(visit.tenant(), id).document(), StandardCharsets.UTF_8);
      return new Answer.Download(id + FILE, "application/xml; charset=utf-8", document);
    } catch (RefusedException e) {
      return new Answer.NotFound();
    }
  }

  @Override
  public Answer post(Visit visit) {
    if (!visit.may(Role.ADMINISTRATOR)) {
      return Answer.Forbidden.to(Role.ADMINISTRATOR);
    }
    Caller caller = visit.session().caller();
    if (visit.path().equals(PATH)) {
      return upload(visit, caller);
    }
    String rest = visit.rest(PATH + "/");
    if (!rest.endsWith(WITHDRAW)) {
      return new Answer.NotFound();
    }
    try {
      profiles.withdraw(caller, rest.substring(0, rest.length() - WITHDRAW.length()));
    } catch (RefusedException e) {
      // Somebody else was faster: the page shows how it is now.
      return new Answer.Redirect(PATH);
    }
    return new Answer.Redirect(PATH);
  }

  /** A file goes before what was pasted. */
  private Answer upload(Visit visit, Caller caller) {
    String file = visit.exactly("file");
    String text = file.isBlank() ? visit.exactly("profile") : file;
    try {
      byte[] document = text.getBytes(StandardCharsets.UTF_8);
      if (document.length > LONGEST || !visit.field(Visit.OVERSIZE).isEmpty()) {
        throw new InvalidException("length", "It is too long", "at most " + LONGEST);
      }
      if (text.isBlank()) {
        throw new InvalidException("nothing", "There is nothing", "a file or a text");
      }
      profiles.upload(caller, document);
      return new Answer.Redirect(PATH);
    } catch (InvalidException e) {
      String shown = text.length() > LONGEST ? "" : text;
      return page(
          visit, 422, new Form(Map.of("profile", shown), errors(e.errors(), visit.words())));
    }
  }

  private static Map<String, String> errors(List<FieldError> wrong, Words words) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (FieldError error : wrong) {
      String text =
          switch (error.field()) {
            case "length" -> words.t("profiles.tooLong", words.number(LONGEST));
            case "nothing" -> words.t("profiles.nothing");
            case "count" -> words.t("profiles.tooMany");
            case "version" ->
                words.t("profiles.notNewer", error.typed(), Objects.toString(error.accepted()));
            default -> error.reason();
          };
      Long line = error.line();
      errors.put("profile", line == null ? text : words.t("entry.line", line, text));
    }
    return errors;
  }

  private Answer page(Visit visit, int status, Form form) {
    Words words = visit.words();
    LocalDate today = LocalDate.ofInstant(words.now(), words.zone());
    ProfilesView view =
        new ProfilesView(
            profiles.list(visit.tenant()).stream().map(PrinterProfilesPage::line).toList(),
            models.list(visit.tenant()).stream().map(model -> line(model, words, today)).toList(),
            form,
            visit.may(Role.ADMINISTRATOR));
    return new Answer.Html(
        status,
        "profiles",
        Map.of("shell", visit.shell(words.t("profiles.title"), "profiles"), "view", view));
  }

  private static ProfileLine line(StoredProfile row) {
    return new ProfileLine(
        row.name(), row.version(), row.maker(), row.uploaded(), row.uploadedBy());
  }

  private static ModelLine line(UnmatchedModel model, Words words, LocalDate today) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(words.t("fact.sysObjectId"), model.sysObjectId(), true));
    facts.add(new Fact(words.t("fact.sysDescr"), model.sysDescr(), true));
    facts.add(new Fact(words.t("fact.deviceId"), model.deviceId(), true));
    String name =
        Stream.of(model.vendor(), model.model())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return new ModelLine(
        name.isEmpty() ? words.t("models.nameless") : name,
        model.printers(),
        Long.toString(model.example()),
        facts,
        ProfileSkeleton.of(model, today));
  }
}
