package io.platen.device.update.service;

import io.platen.device.link.Attempts;
import io.platen.device.link.Link;
import io.platen.device.link.LinkFailedException;
import io.platen.protocol.update.MetadataSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Small things of the download hosts, the other one where one fails. For one thread. */
final class DownloadHosts {
  private static final String BYTES = "application/octet-stream";

  private final Link link;
  private final Attempts attempts;
  private final InstantSource clock;

  DownloadHosts(Link link, Attempts attempts, InstantSource clock) {
    this.link = link;
    this.attempts = attempts;
    this.clock = clock;
  }

  /** Those that a sync document names. */
  void adopt(List<URI> named) {
    attempts.adopt(named);
  }

  /** With certificate and authorities as they are now. */
  void refresh() {
    link.refresh();
  }

  /**
   * Fetches a file.
   *
   * @return empty where the host has none
   * @throws LinkFailedException when no host answers as it should, or it is longer
   */
  Optional<byte[]> get(String path, long mostBytes) throws IOException {
    return make(host -> link.get(host, path, BYTES, (int) mostBytes));
  }

  /** Posts; the body is made anew for each host. */
  Optional<byte[]> post(String path, Supplier<Link.Posted> body, long mostBytes)
      throws IOException {
    return make(host -> link.post(host, path, body.get(), (int) mostBytes));
  }

  /** What a repository has: metadata files, and objects. */
  ReleaseFinder.Source repository(String repository) {
    return new ReleaseFinder.Source() {
      @Override
      public MetadataSource metadata() {
        return (name, mostBytes) ->
            get("download/v1/updates/" + repository + "/" + name, mostBytes);
      }

      @Override
      public Optional<byte[]> object(String sha256, long mostBytes) throws IOException {
        return get("download/v1/objects/" + sha256, mostBytes);
      }
    };
  }

  private Optional<byte[]> make(Request request) throws IOException {
    try {
      return attempts.make(host -> ask(host, request)).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The device stops");
    }
  }

  private Reply ask(URI host, Request request) {
    try {
      return Reply.of(request.to(host), clock.instant());
    } catch (LinkFailedException e) {
      return Reply.of(e);
    }
  }

  private interface Request {
    io.platen.device.link.Answer to(URI host) throws LinkFailedException;
  }
}
