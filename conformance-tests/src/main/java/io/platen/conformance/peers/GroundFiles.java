package io.platen.conformance.peers;

import io.platen.conformance.peers.DeviceGround.Given;
import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a device is set up by, as docs/reference/adapter.md has it.
 *
 * @param folder of the session
 * @param own who the device is, where it is given that
 */
record GroundFiles(Path folder, PeerKeys keys, Identity own) {
  /**
   * @param root of updates; empty for none
   * @param more that {@code device.properties} says
   */
  void write(
      Given given,
      ScriptedServer one,
      ScriptedServer other,
      Optional<byte[]> root,
      Map<String, String> more)
      throws IOException {
    PeerPki.write(own, folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    Files.writeString(
        folder.resolve("authority.pem"), PeerPki.pem(List.of(keys.servers().certificate())));
    Map<String, String> said = new TreeMap<>();
    said.put("update.url", one.deviceUrl().toString());
    said.put("update2.url", other.deviceUrl().toString());
    said.put("download.url", one.deviceUrl().toString());
    said.put("download2.url", other.deviceUrl().toString());
    said.put("est.url", one.enrolmentUrl() + "/.well-known/est/platen");
    if (given != Given.HOSTS) {
      said.put("authority", "authority.pem");
    }
    if (given == Given.IDENTITY || given == Given.WRONG_NAME) {
      UUID id = given == Given.WRONG_NAME ? UUID.randomUUID() : keys.device();
      said.putAll(
          Map.of("device.id", id.toString(), "certificate", "certificate.pem", "key", "key.pem"));
    }
    if (root.isPresent()) {
      Files.write(folder.resolve("root.xml"), root.get());
      said.putAll(Map.of("updates.repository", GroundMaker.REPOSITORY, "updates.root", "root.xml"));
    }
    said.putAll(more);
    List<String> lines =
        new ArrayList<>(
            List.of("# How the device under test reaches its hosts; files are in this folder."));
    said.forEach((key, value) -> lines.add(key + "=" + value));
    Files.write(folder.resolve("device.properties"), lines);
  }
}
