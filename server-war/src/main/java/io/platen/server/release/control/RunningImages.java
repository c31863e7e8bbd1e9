package io.platen.server.release.control;

import io.platen.protocol.release.ComponentName;
import java.util.List;

/** What devices run, and what is on its way to them: a port to those who know devices. */
public interface RunningImages {

  /**
   * A release that is being rolled out, or will be as a rule: the newest of a model.
   *
   * @param model of the hardware
   */
  record OnItsWay(long tenant, String repository, String model, String release) {}

  /**
   * @param image SHA-256 as devices measured it
   * @param devices how many run it
   */
  record Running(ComponentName component, String version, String image, int devices) {}

  /** Of all tenants. */
  List<OnItsWay> onTheirWay();

  /** Of the devices of one hardware model, the most frequent first. */
  List<Running> of(long tenant, String repository, String model);
}
