package io.platen.reference.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;

/**
 * How often the demo's device works: as often as the protocol allows, around the clock, since who
 * watches a demo does not wait for two hours. PLT-SYN-011.
 */
final class DemoPolicy {
  static final Duration EVERY = Duration.ofMinutes(1);

  private DemoPolicy() {}

  /**
   * As {@code PUT /policy} takes it; values name their sources, to look at; the rest is as the
   * protocol has it.
   */
  static JsonObject json() {
    return Json.createObjectBuilder()
        .add(
            "schedule",
            Json.createObjectBuilder()
                .add("from", "00:00")
                .add("to", "00:00")
                .add("interval", EVERY.toString())
                .add("randomDelay", Duration.ZERO.toString())
                .add("fullEvery", Duration.ofDays(7).toString())
                .add("discoveryEvery", EVERY.toString()))
        .add("sources", true)
        .add("masks", Json.createObjectBuilder())
        .add("packetsPerSecond", 100)
        .build();
  }
}
