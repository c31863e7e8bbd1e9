package io.platen.reference.powercut;

import io.platen.device.port.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The clock of a device that does one thing after the other; it moves when it is moved. */
final class LifeTime implements Scheduler {
  private Duration elapsed;

  LifeTime(Duration elapsed) {
    this.elapsed = elapsed;
  }

  Instant now() {
    return ModelMaker.NOW.plus(elapsed);
  }

  void pass(Duration time) {
    elapsed = elapsed.plus(time);
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  @Override
  public void pause(Duration time) {
    pass(time);
  }

  @Override
  public Task after(Duration delay, Runnable work) {
    throw new UnsupportedOperationException("Nothing is planned here");
  }

  @Override
  public <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken) {
    throw new UnsupportedOperationException("One thing after the other");
  }

  @Override
  public <T> Optional<T> within(Duration limit, Part<T> part) {
    throw new UnsupportedOperationException("One thing after the other");
  }

  @Override
  public void close() {
    // no threads
  }
}
