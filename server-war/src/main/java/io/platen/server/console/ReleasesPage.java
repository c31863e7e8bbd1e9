package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.ReleasesView;
import io.platen.server.console.view.Words;
import io.platen.server.release.control.Forecast;
import io.platen.server.release.control.ObjectStore;
import io.platen.server.release.control.Releases;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What makers have published, when what they signed expires, and who would fetch how much. */
@Dependent
class ReleasesPage implements Page {
  static final String PATH = "/releases";

  private final Releases releases;
  private final Forecast forecast;
  private final ObjectStore objects;

  @Inject
  ReleasesPage(Releases releases, Forecast forecast, ObjectStore objects) {
    this.releases = releases;
    this.forecast = forecast;
    this.objects = objects;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH);
  }

  @Override
  public Answer get(Visit visit) {
    Words words = visit.words();
    ReleaseViews views = new ReleaseViews(words);
    ReleasesView view =
        new ReleasesView(
            releases.repositories(visit.tenant()).stream().map(views::repository).toList(),
            releases.all(visit.tenant()).stream()
                .map(each -> views.line(each, forecast.of(visit.tenant(), each), plan(visit)))
                .toList(),
            room(views, words));
    return Answer.page(
        "releases", visit.shell(words.t("releases.title"), "releases"), "view", view);
  }

  private static String plan(Visit visit) {
    return visit.may(Role.OPERATOR) ? RolloutPlanPage.PATH : "";
  }

  private String room(ReleaseViews views, Words words) {
    try {
      ObjectStore.Usage usage = objects.usage();
      return words.t("releases.room", views.size(usage.used()), views.size(usage.quota()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Answer post(Visit visit) {
    return new Answer.NotFound();
  }
}
