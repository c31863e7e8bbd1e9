package io.platen.device.link;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Remembers which hosts were themselves and which were somebody else, while it lives. */
public final class HostsSeen implements LinkWatch {
  private final List<URI> hosts = new ArrayList<>();
  private final Set<URI> themselves = new HashSet<>();
  private final Map<URI, Voucher> others = new HashMap<>();

  /** Those of the configuration. */
  public HostsSeen(List<URI> hosts) {
    add(hosts);
  }

  /** Those that a document names too. */
  public synchronized void add(List<URI> named) {
    named.stream().filter(host -> !hosts.contains(host)).forEach(hosts::add);
  }

  @Override
  public synchronized List<URI> hosts() {
    return List.copyOf(hosts);
  }

  @Override
  public synchronized boolean isAlone(URI host, Voucher voucher) {
    boolean othersAreThemselves = themselves.stream().anyMatch(each -> !each.equals(host));
    boolean sameElsewhere =
        others.entrySet().stream()
            .anyMatch(
                each ->
                    !each.getKey().equals(host) && each.getValue().name().equals(voucher.name()));
    return othersAreThemselves && !sameElsewhere;
  }

  @Override
  public synchronized void answered(URI host) {
    themselves.add(host);
    others.remove(host);
  }

  @Override
  public synchronized void failed(LinkFailure failure) {
    Voucher shown = failure.shown();
    if (shown != null) {
      themselves.remove(failure.host());
      others.put(failure.host(), shown);
    }
  }
}
