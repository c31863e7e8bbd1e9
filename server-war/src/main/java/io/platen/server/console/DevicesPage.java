package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.DeviceList;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Shell;
import io.platen.server.enrolment.control.Devices;
import io.platen.server.enrolment.entity.Device;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.problem.InvalidException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;

/** All devices, and the form that adds one. */
@Dependent
class DevicesPage implements Page {
  private final OverviewQueries queries;
  private final Devices devices;

  @Inject
  DevicesPage(OverviewQueries queries, Devices devices) {
    this.queries = queries;
    this.devices = devices;
  }

  @Override
  public boolean answers(String path) {
    return path.equals("/devices");
  }

  @Override
  public Answer get(Visit visit) {
    return Answer.page("devices", shell(visit), "list", list(visit, Form.EMPTY));
  }

  @Override
  public Answer post(Visit visit) {
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    String name = visit.field("name");
    try {
      Device device = devices.create(visit.session().caller(), name);
      return new Answer.Redirect("/devices/" + device.id());
    } catch (InvalidException e) {
      String why = visit.words().t(name.isEmpty() ? "devices.blankName" : "devices.takenName");
      Form form = new Form(Map.of("name", name), Map.of("name", why));
      return Answer.wrong("devices", shell(visit), "list", list(visit, form));
    }
  }

  private DeviceList list(Visit visit, Form form) {
    DeviceViews views = new DeviceViews(visit.words());
    return new DeviceList(queries.devices(visit.tenant()).stream().map(views::row).toList(), form);
  }

  private static Shell shell(Visit visit) {
    return visit.shell(visit.words().t("devices.title"), "devices");
  }
}
