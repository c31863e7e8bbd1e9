package io.platen.protocol.release;

import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Requires;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a device may install a release: as a whole, or not at all (PLT-UPD-105). */
public final class ReleaseCheck {
  private final Release release;
  private final Target target;
  private final List<Objection> objections = new ArrayList<>();

  private ReleaseCheck(Release release, Target target) {
    this.release = release;
    this.target = target;
  }

  /** Why not, with the requirement that stands against it. */
  public record Objection(String requirement, String message) {}

  /** All that stands against it; with nothing it may be installed. */
  public static List<Objection> of(Release release, Target target) {
    ReleaseCheck check = new ReleaseCheck(release, target);
    check.hardware();
    check.data();
    release.components().forEach(check::component);
    return List.copyOf(check.objections);
  }

  private void hardware() {
    if (release.hardware().stream()
        .noneMatch(each -> each.fits(target.model(), target.revision()))) {
      object(
          "PLT-UPD-101", "It is not for " + target.model() + " of revision " + target.revision());
    }
  }

  private void data() {
    DataForms data = release.data();
    if (target.dataForm() < data.reads() || target.dataForm() > data.writes()) {
      object(
          "PLT-UPD-103",
          "It reads data of the forms "
              + data.reads()
              + " to "
              + data.writes()
              + ", and here is data of form "
              + target.dataForm());
    }
  }

  private void component(Component component) {
    Integer floor = target.floors().get(component.name());
    if (floor == null) {
      object("PLT-UPD-106", "There are no slots for a " + component.name().token());
    } else if (component.counter() < floor) {
      object(
          "PLT-UPD-102",
          "The security counter of the "
              + component.name().token()
              + " is "
              + component.counter()
              + ", below the floor of "
              + floor);
    }
    component.requires().forEach(each -> requirement(component, each));
  }

  private void requirement(Component component, Requires wanted) {
    Optional<Component> other = release.component(wanted.component());
    if (other.isEmpty() || other.get().version().compareTo(wanted.version()) < 0) {
      object(
          "PLT-UPD-104",
          "The "
              + component.name().token()
              + " requires the "
              + wanted.component().token()
              + " in version "
              + wanted.version()
              + ", and the release has "
              + other.map(each -> each.version().toString()).orElse("none"));
    }
  }

  private void object(String requirement, String message) {
    objections.add(new Objection(requirement, message));
  }
}
