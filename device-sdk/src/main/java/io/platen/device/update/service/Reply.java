package io.platen.device.update.service;

import io.platen.device.link.Answer;
import io.platen.device.link.LinkFailedException;
import io.platen.device.link.LinkFailure;
import io.platen.device.link.Tried;
import io.platen.device.link.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer that is of use, or why there is none. */
final class Reply implements Tried {
  private final @Nullable Answer answer;
  private final @Nullable LinkFailure failure;
  private final @Nullable Duration wish;

  private Reply(@Nullable Answer answer, @Nullable LinkFailure failure, @Nullable Duration wish) {
    this.answer = answer;
    this.failure = failure;
    this.wish = wish;
  }

  /** 200 and 404 are answers; all else is tried again, here or at another host. */
  static Reply of(Answer answer, Instant now) {
    return answer.status() == 200 || answer.status() == 404
        ? new Reply(answer, null, null)
        : new Reply(
            null,
            Uploads.failure(answer),
            Uploads.wish(answer, Uploads.problem(answer), now).orElse(null));
  }

  static Reply of(LinkFailedException failed) {
    return new Reply(null, failed.failure(), null);
  }

  /** The body; empty where the host has no such thing. */
  Optional<byte[]> body() throws LinkFailedException {
    if (answer != null) {
      return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }
    throw new LinkFailedException(java.util.Objects.requireNonNull(failure), null);
  }

  @Override
  public Optional<LinkFailure> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public Optional<Duration> wish() {
    return Optional.ofNullable(wish);
  }
}
