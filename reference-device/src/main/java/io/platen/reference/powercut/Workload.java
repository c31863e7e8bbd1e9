package io.platen.reference.powercut;

import io.platen.protocol.sync.Policy.Limits;
import java.io.IOException;
import java.time.Duration;

/** What happens to an outbox in its life, all of it again and again. */
final class Workload {
  static final Limits LIMITS = Limits.DEFAULT;

  /** So small that the oldest reports are dropped. */
  private static final Limits LITTLE_ROOM =
      new Limits(262_144, 500, 2_500, Duration.ofDays(30), 100);

  /** One full report cannot hold the fleet. */
  private static final Limits FEW_PRINTERS =
      new Limits(262_144, 2, 67_108_864, Duration.ofDays(30), 100);

  private static final int KINDS = 12;

  private Workload() {}

  /** A day like another: stored, sent, acknowledged, and now and then something happens. */
  static void live(OutboxLife life, int rounds) throws IOException {
    for (int round = 1; round <= rounds; round++) {
      life.capture(LIMITS);
      switch (round % KINDS) {
        case 2 -> { // and the report waits
          life.synchronise();
          life.writeSmallFile();
        }
        case 3 -> life.refuse(LIMITS);
        case 4 -> life.lackBase(LIMITS);
        case 5 -> life.restart();
        case 6 -> {
          life.send(LIMITS);
          life.kill(); // it never heard the answer
        }
        case 7 -> life.kill(); // and nothing was sent
        case 9 -> life.capture(LITTLE_ROOM);
        case 10 -> {
          life.lackBase(FEW_PRINTERS);
          life.drain(FEW_PRINTERS);
          life.capture(FEW_PRINTERS);
        }
        default -> life.drain(LIMITS);
      }
    }
    life.drain(LIMITS);
    life.stop();
  }
}
