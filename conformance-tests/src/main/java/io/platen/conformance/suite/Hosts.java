package io.platen.conformance.suite;

import io.platen.conformance.peers.GroundUpdates;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.Reaction.Way;
import io.platen.conformance.peers.ScriptedServer.Asked;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Exchange;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Both download hosts, where an object is concerned. */
final class Hosts {
  private final DeviceUnderTest device;
  private final String path;

  /**
   * @param object its name
   */
  Hosts(DeviceUnderTest device, String object) {
    this.device = device;
    this.path = GroundUpdates.OBJECTS + object;
  }

  /** From now on whichever host is asked first for it changes its answers. */
  void first(BiFunction<Asked, Reaction, Reaction> change) {
    AtomicReference<@Nullable String> first = new AtomicReference<>();
    DevicePlay.answer(
        device,
        path,
        (asked, right) -> {
          String host = asked.request().uri().getAuthority();
          first.compareAndSet(null, host);
          return host.equals(first.get()) ? change.apply(asked, right.get()) : right.get();
        });
  }

  /** From now on the next answers of either are changed, so many. */
  void next(int many, BiFunction<Asked, Reaction, Reaction> change) {
    AtomicInteger left = new AtomicInteger(many);
    DevicePlay.answer(
        device,
        path,
        (asked, right) ->
            left.getAndDecrement() > 0 ? change.apply(asked, right.get()) : right.get());
  }

  /** From now on only its first half can be had; then the network is gone. */
  void half(long length) {
    AtomicInteger broken = new AtomicInteger();
    DevicePlay.answer(
        device,
        path,
        (asked, right) -> {
          long end =
              DevicePlay.header(asked.request(), "Range")
                  .map(each -> Long.parseLong(each.replaceFirst(".*-", "")))
                  .orElse(length);
          return end < length / 2 && broken.get() == 0
              ? right.get()
              : broken.getAndIncrement() == 0 ? right.get().by(Way.CUT_OFF) : Reaction.hangUp();
        });
  }

  /** From where on it was asked for, after so many requests; -1 where it was not. */
  long again(int after) {
    return seen().stream().skip(after).mapToLong(Hosts::begin).min().orElse(-1);
  }

  /** From now on both give it as it is. */
  void behave() {
    DevicePlay.behave(device, path);
  }

  /** What was asked for of it, in order. */
  List<Exchange> seen() {
    return DevicePlay.seen(device, path);
  }

  /** The first byte that a request asks for; 0 where it asks for all. */
  static long begin(Exchange exchange) {
    return DevicePlay.header(exchange.request(), "Range")
        .map(each -> Long.parseLong(each.replaceFirst("bytes=", "").replaceFirst("-.*", "")))
        .orElse(0L);
  }
}
