package io.platen.device.discovery;

import io.platen.device.port.Scheduler;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sends each address one ICMP echo, a few at once: each takes a thread as long as it waits. */
final class EchoRound {
  /** Shorter than the second after which it would be sent again. */
  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final LifeSigns by;
  private final Duration gap;

  EchoRound(LifeSigns by, Pace pace) {
    this.by = by;
    this.gap = pace.gap();
  }

  Set<InetAddress> answering(List<InetAddress> addresses) throws InterruptedException {
    Set<InetAddress> answering = new HashSet<>();
    for (int from = 0; from < addresses.size(); from += Scheduler.SIDE_BY_SIDE) {
      int to = Math.min(from + Scheduler.SIDE_BY_SIDE, addresses.size());
      List<InetAddress> some = addresses.subList(from, to);
      Duration end = by.threads().elapsed().plus(gap.multipliedBy(some.size()));
      ask(some, answering);
      Duration early = end.minus(by.threads().elapsed());
      if (!early.isNegative() && !early.isZero()) {
        by.threads().pause(early); // [PLT-SYN-022]
      }
    }
    return answering;
  }

  private void ask(List<InetAddress> some, Set<InetAddress> answering) throws InterruptedException {
    List<Scheduler.Part<Set<InetAddress>>> parts =
        some.stream()
            .<Scheduler.Part<Set<InetAddress>>>map(
                each -> () -> by.echo().isAnswered(each, PATIENCE) ? Set.of(each) : Set.of())
            .toList();
    by.threads().sideBySide(parts, answering::addAll);
  }
}
