package io.platen.device.update.service;

import io.platen.device.link.Link;
import io.platen.device.update.Firmware;
import io.platen.protocol.Limit;
import io.platen.protocol.assignment.AssignmentCheck;
import io.platen.protocol.assignment.AssignmentException;
import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.Nonce;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks a server what this device shall install (chapter UPD, "The assignment"). */
final class AssignmentClient {
  private static final String PATH = "download/v1/updates/assignment";

  private final DownloadHosts hosts;
  private final SecureRandom random;
  private final UUID device;
  private final String repository;
  private final Firmware firmware;
  private @Nullable Nonce asked;

  AssignmentClient(
      DownloadHosts hosts, SecureRandom random, UUID device, String repository, Firmware firmware) {
    this.hosts = hosts;
    this.random = random;
    this.device = device;
    this.repository = repository;
    this.firmware = firmware;
  }

  /**
   * Asks.
   *
   * @param certificates that the sync document names
   * @param authorities that the device trusts since it was enrolled
   * @return empty of a server that assigns nothing to anybody
   * @throws AssignmentException when the answer is none to believe
   * @throws IOException when no host answers
   */
  Optional<Assignment> ask(List<X509Certificate> certificates, List<X509Certificate> authorities)
      throws IOException, AssignmentException {
    Optional<byte[]> file = hosts.post(PATH, this::question, Limit.ASSIGNMENT_BYTES.value());
    Nonce nonce = asked;
    asked = null; // it counts once
    return file.isEmpty() || nonce == null
        ? Optional.empty()
        : Optional.of(
            new AssignmentCheck(device, repository, nonce, certificates, authorities)
                .accept(file.get()));
  }

  /** [PLT-UPD-300] Each question has a nonce of its own, also the same one to another host. */
  private Link.Posted question() {
    byte[] bytes = new byte[Nonce.LENGTH];
    random.nextBytes(bytes);
    Nonce nonce = Nonce.of(bytes);
    asked = nonce;
    AssignmentRequest request =
        new AssignmentRequest(nonce, repository, firmware.model(), firmware.revision());
    return new Link.Posted(
        Link.PLATEN_XML, AssignmentCodec.write(request), Optional.empty(), Assignment.MEDIA_TYPE);
  }
}
