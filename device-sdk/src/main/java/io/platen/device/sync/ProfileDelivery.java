package io.platen.device.sync;

import io.platen.device.link.Answer;
import io.platen.device.link.Attempts;
import io.platen.device.link.Link;
import io.platen.device.link.LinkFailedException;
import io.platen.device.link.LinkFailure;
import io.platen.device.link.Tried;
import io.platen.device.link.Uploads;
import io.platen.device.printer.profile.ProfileState;
import io.platen.device.printer.profile.ProfileStore;
import io.platen.protocol.Limit;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.sync.ListedProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the printer profiles that the server lists and that are not there yet, and sets aside
 * those that it lists no more. They hold at once.
 */
public final class ProfileDelivery {
  private static final String PATH = "download/v1/profiles/";
  private static final int LONGEST = (int) Limit.DOCUMENT_BYTES.value();

  private final Link link;
  private final Attempts attempts;
  private final ProfileStore store;
  private final InstantSource clock;

  /** By digest, why it is refused: it is not fetched again until the device starts anew. */
  private final Map<String, String> refused = new HashMap<>();

  /**
   * @param attempts those of the sync: both ask the same hosts
   */
  public ProfileDelivery(Link link, Attempts attempts, ProfileStore store, InstantSource clock) {
    this.link = link;
    this.attempts = attempts;
    this.store = store;
    this.clock = clock;
  }

  /**
   * What a delivery came to.
   *
   * @param problems what somebody may have to look at, each once
   */
  public record Delivered(List<ProfileState> states, List<String> problems) {
    public Delivered {
      states = List.copyOf(states);
      problems = List.copyOf(problems);
    }
  }

  /** Makes what holds what the list says, as far as it can be had. */
  public Delivered deliver(List<ListedProfile> listed) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    withdrawAllBut(listed, problems);
    for (ListedProfile profile : listed) {
      // [PLT-SYN-043]
      if (!isHeld(profile) && !refused.containsKey(profile.sha256()) && !fetch(profile, problems)) {
        break; // no host answers now
      }
    }
    return new Delivered(listed.stream().map(this::state).toList(), problems);
  }

  private boolean isHeld(ListedProfile profile) {
    return profile.sha256().equals(store.delivered().get(profile.id()));
  }

  private ProfileState state(ListedProfile listed) {
    int version = store.current().find(listed.id()).map(PrinterProfile::version).orElse(0);
    String why = isHeld(listed) ? null : refused.getOrDefault(listed.sha256(), "not fetched yet");
    return new ProfileState(listed.id(), version, why);
  }

  private void withdrawAllBut(List<ListedProfile> listed, List<String> problems) {
    Set<String> ids = listed.stream().map(ListedProfile::id).collect(Collectors.toSet());
    for (String id : store.delivered().keySet()) {
      try {
        if (!ids.contains(id)) {
          store.withdraw(id);
        }
      } catch (IOException e) {
        problems.add("The printer profile " + id + " cannot be set aside: " + e.getMessage());
      }
    }
  }

  /** Whether a host answered. */
  private boolean fetch(ListedProfile profile, List<String> problems) throws InterruptedException {
    String name = "The printer profile " + profile.id() + " " + profile.version();
    Fetched fetched = attempts.make(host -> ask(host, profile));
    byte[] bytes = fetched.bytes();
    if (bytes == null) {
      String why = fetched.failure().map(LinkFailure::message).orElse("");
      problems.add(name + " cannot be fetched: " + why);
      return false;
    }
    ProfileStore.Outcome outcome = store.install(profile, bytes);
    if (outcome instanceof ProfileStore.Refused refusal) {
      refused.put(profile.sha256(), refusal.toString());
      problems.add(name + " is refused, the one before holds on: " + refusal);
    } else if (outcome instanceof ProfileStore.Failed failure) {
      problems.add(name + " is not used: " + failure.reason());
    }
    return true;
  }

  private Fetched ask(URI host, ListedProfile profile) {
    try {
      Answer answer = link.get(host, PATH + profile.sha256(), Optional.empty(), LONGEST);
      return answer.status() == 200
          ? new Fetched(answer.body(), null, null)
          : new Fetched(
              null,
              Uploads.failure(answer),
              Uploads.wish(answer, Uploads.problem(answer), clock.instant()).orElse(null));
    } catch (LinkFailedException e) {
      return new Fetched(null, e.failure(), null);
    }
  }

  /** Either bytes, or a failure and how long the server asks to wait. */
  private static final class Fetched implements Tried {
    private final byte @Nullable [] bytes;
    private final @Nullable LinkFailure failure;
    private final @Nullable Duration wish;

    Fetched(byte @Nullable [] bytes, @Nullable LinkFailure failure, @Nullable Duration wish) {
      this.bytes = bytes;
      this.failure = failure;
      this.wish = wish;
    }

    byte @Nullable [] bytes() {
      return bytes;
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
}
