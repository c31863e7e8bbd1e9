package io.platen.conformance.peers;

import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Shown;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.report.Obstacle;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What keeps the fake device from its hosts (chapter TLS), and what it gets wrong. */
final class FakeObstacles {
  private final FakeDeviceSetup setup;
  private final FakeTime time;
  private final Duration patience;
  private final Optional<DeviceFault> fault;
  private final Map<String, Met> met = new LinkedHashMap<>();
  private final Set<URI> themselves = new HashSet<>();
  private final Map<URI, String> issuers = new HashMap<>();

  /** One, and how often it had been met when it was told last. */
  private record Met(Obstacle obstacle, long told, boolean over) {
    boolean isUntold() {
      return told == 0 || (over && told < obstacle.times());
    }
  }

  FakeObstacles(
      FakeDeviceSetup setup, FakeTime time, Duration patience, Optional<DeviceFault> fault) {
    this.setup = setup;
    this.time = time;
    this.patience = patience;
    this.fault = fault;
  }

  void answered(URI host) {
    themselves.add(host);
    issuers.remove(host);
    met.replaceAll(
        (key, each) ->
            each.obstacle().host().equals(host.getAuthority())
                ? new Met(each.obstacle(), each.told(), true)
                : each);
  }

  /** There was no answer: why? */
  void failed(URI host) {
    Identity own = setup.own().orElseThrow();
    Shown shown = Shown.by(host, own, patience);
    shown.chain().stream()
        .findFirst()
        .ifPresent(
            leaf -> {
              themselves.remove(host);
              issuers.put(host, issuer(leaf));
            });
    String kind = kind(host, shown);
    if (!kind.isEmpty()) {
      meet(host, has(DeviceFault.SUSPECTS_THE_SITE_ALWAYS) ? "tls-opened" : kind, shown.chain());
    }
  }

  /** [PLT-TLS-040] */
  private String kind(URI host, Shown shown) {
    return switch (shown.speaks()) {
      case AN_OLDER_TLS -> "tls-old";
      case NO_TLS -> "captive-portal";
      case NOTHING -> "";
      case TLS_1_3 -> kind(host, shown.chain().get(0));
    };
  }

  private String kind(URI host, X509Certificate leaf) {
    boolean named = isNamed(host, leaf);
    if (setup.authorities().stream().noneMatch(each -> isBy(each, leaf))) {
      return !named ? "captive-portal" : isAlone(host, leaf) ? "authority-unknown" : "tls-opened";
    }
    try {
      leaf.checkValidity(Date.from(time.forCertificates()));
    } catch (CertificateExpiredException e) {
      return "certificate-expired";
    } catch (CertificateNotYetValidException e) {
      return "certificate-not-yet-valid";
    }
    // What would have passed was not let near: it has not asked.
    return named ? "certificate-stripped" : "name-wrong";
  }

  /** [PLT-TLS-045] */
  private boolean isAlone(URI host, X509Certificate leaf) {
    boolean itself = leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
    boolean others = themselves.stream().anyMatch(each -> !each.equals(host));
    boolean same =
        issuers.entrySet().stream()
            .anyMatch(each -> !each.getKey().equals(host) && each.getValue().equals(issuer(leaf)));
    return itself || (others && !same && !has(DeviceFault.LOOKS_AT_ONE_HOST));
  }

  private static boolean isBy(X509Certificate authority, X509Certificate leaf) {
    try {
      leaf.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isNamed(URI host, X509Certificate leaf) {
    try {
      return leaf.getSubjectAlternativeNames() != null
          && leaf.getSubjectAlternativeNames().stream()
              .anyMatch(each -> host.getHost().equals(each.get(1)));
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private void meet(URI host, String kind, List<X509Certificate> chain) {
    Instant now = time.told().truncatedTo(ChronoUnit.MILLIS);
    @Nullable String key =
        chain.isEmpty() ? null : KeyPrint.of(chain.get(chain.size() - 1).getPublicKey()).hex();
    @Nullable String issuer = chain.isEmpty() ? null : issuer(chain.get(0));
    String at = host.getAuthority();
    met.compute(
        at + " " + kind + " " + key,
        (name, before) ->
            before == null
                ? new Met(new Obstacle(at, kind, issuer, key, now, now, 1), 0, false)
                : new Met(again(before.obstacle(), now), before.told(), false));
  }

  private static Obstacle again(Obstacle before, Instant now) {
    return new Obstacle(
        before.host(),
        before.kind(),
        before.issuer(),
        before.key(),
        before.first(),
        now,
        before.times() + 1);
  }

  private static String issuer(X509Certificate leaf) {
    return leaf.getIssuerX500Principal().getName();
  }

  /** [PLT-TLS-044] What the next report has to tell. */
  List<Obstacle> takeUntold() {
    if (has(DeviceFault.TELLS_NO_OBSTACLE)) {
      return List.of();
    }
    List<Obstacle> now = new ArrayList<>();
    met.replaceAll(
        (key, each) -> {
          if (!each.isUntold() && !has(DeviceFault.REPEATS_OBSTACLES)) {
            return each;
          }
          now.add(each.obstacle());
          return new Met(each.obstacle(), each.obstacle().times(), each.over());
        });
    if (!has(DeviceFault.REPEATS_OBSTACLES) && !has(DeviceFault.NAMES_WHAT_IS_OVER)) {
      met.values().removeIf(Met::over);
    }
    return now;
  }

  /** [PLT-TLS-043] What it says to somebody who asks. */
  String said() {
    if (has(DeviceFault.NAMES_NO_OBSTACLE)) {
      return "";
    }
    String hosts =
        Stream.concat(setup.updates().stream(), setup.downloads().stream())
            .map(URI::getHost)
            .distinct()
            .collect(Collectors.joining(", "));
    return met.values().stream()
        .filter(each -> !each.over() || has(DeviceFault.NAMES_WHAT_IS_OVER))
        .map(each -> each.obstacle() + "; exempt " + hosts)
        .collect(Collectors.joining("\n"));
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
