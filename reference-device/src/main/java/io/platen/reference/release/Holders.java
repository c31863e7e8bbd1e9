package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.SigningKey;
import io.platen.reference.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * People's keys for a role.
 *
 * @param people each one's public keys, by name
 * @param made those that were made here, and can sign at once
 */
record Holders(Map<String, List<MetadataKey>> people, List<SigningKey> made) {
  private static final int PEOPLE = 3;

  /** Reads the files; where there are none, makes keys for three people in the desk's folder. */
  static Holders of(Desk desk, String role, List<Path> files, char[] passphrase) {
    Map<String, List<MetadataKey>> people = new LinkedHashMap<>();
    List<SigningKey> made = new ArrayList<>();
    for (Path file : files) {
      people.put(
          file.getFileName().toString().replaceFirst("\\.pub$", ""), KeyFiles.readPublic(file));
    }
    for (int person = 1; files.isEmpty() && person <= PEOPLE; person++) {
      String name = role + "-" + person;
      List<SigningKey> keys = KeyFiles.hybrid();
      KeyFiles.write(desk.keys().resolve(name + ".key"), keys, passphrase);
      people.put(name, keys.stream().map(SigningKey::key).toList());
      made.addAll(keys);
    }
    return new Holders(people, made);
  }

  static void demandEnough(int threshold, String option, List<Path> files) {
    int people = files.isEmpty() ? PEOPLE : files.size();
    if (threshold < 1 || threshold > people) {
      throw new CommandFailure(
          "--threshold is 1 to the number of people ("
              + people
              + (files.isEmpty() ? ", as no " + option + " is named" : " of " + option)
              + "), not "
              + threshold);
    }
  }

  /** Their public keys, each under the name of its owner from now on. */
  List<MetadataKey> remember(Desk desk) {
    List<MetadataKey> keys = new ArrayList<>();
    people.forEach(
        (name, own) -> {
          own.forEach(key -> desk.name(key.id(), name));
          keys.addAll(own);
        });
    return keys;
  }
}
