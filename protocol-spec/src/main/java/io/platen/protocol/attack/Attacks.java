package io.platen.protocol.attack;

import io.platen.protocol.Requirement;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import io.platen.protocol.xml.SafeXml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The corpus of attacks: {@code attacks.xml} with the files that it names. */
public final class Attacks {
  private static final String ACCEPTED = "accepted";
  private static final List<Attack> ALL = readAll();

  private Attacks() {}

  /** In the order of the file. */
  public static List<Attack> all() {
    return ALL;
  }

  /** Those that a reader of documents sees; the others are for who reads the wire. */
  public static List<Attack> onDocuments() {
    return ALL.stream().filter(Attack::isOnDocument).toList();
  }

  private static List<Attack> readAll() {
    try (InputStream file = Attacks.class.getResourceAsStream("attacks.xml")) {
      if (file == null) {
        throw new IllegalStateException("The corpus of attacks is missing in this build");
      }
      return SafeXml.DEFAULT.read(file.readAllBytes(), Attacks::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProtocolException e) {
      throw new IllegalStateException("The corpus of attacks cannot be read", e);
    }
  }

  private static List<Attack> read(XMLStreamReader reader) throws XMLStreamException {
    List<Attack> attacks = new ArrayList<>();
    reader.nextTag();
    while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
      attacks.add(attack(reader));
    }
    return List.copyOf(attacks);
  }

  private static Attack attack(XMLStreamReader reader) throws XMLStreamException {
    String answer = needed(reader, "answer");
    int status = Integer.parseInt(needed(reader, "status"));
    Attack attack =
        new Attack(
            needed(reader, "name"),
            needed(reader, "about"),
            requirement(reader),
            answer.equals(ACCEPTED) ? Optional.empty() : Optional.of(type(answer, reader)),
            given(reader, "coding"),
            given(reader, "packed").map(Integer::valueOf).orElse(0),
            sending(reader),
            parts(reader));
    if (attack.status() != status) {
      throw new XMLStreamException(attack + " has the status of another answer");
    }
    return attack;
  }

  private static Requirement requirement(XMLStreamReader reader) throws XMLStreamException {
    String id = needed(reader, "requirement");
    return Requirement.find(id)
        .orElseThrow(() -> new XMLStreamException("No requirement: " + id, reader.getLocation()));
  }

  private static Attack.Sending sending(XMLStreamReader reader) {
    return given(reader, "sent")
        .map(sent -> Attack.Sending.valueOf(sent.toUpperCase(Locale.ROOT)))
        .orElse(Attack.Sending.WHOLE);
  }

  private static ProblemType type(String token, XMLStreamReader reader) throws XMLStreamException {
    return ProblemType.find("urn:platen:problem:" + token)
        .orElseThrow(() -> new XMLStreamException("No problem: " + token, reader.getLocation()));
  }

  private static List<Part> parts(XMLStreamReader reader) throws XMLStreamException {
    List<Part> parts = new ArrayList<>();
    while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
      parts.add(
          switch (reader.getLocalName()) {
            case "file" -> {
              Part file = Part.ofFile(needed(reader, "name"));
              reader.nextTag();
              yield file;
            }
            case "text" -> Part.ofText(reader.getElementText(), 1);
            case "repeat" -> {
              long times = Long.parseLong(needed(reader, "times"));
              yield Part.ofText(reader.getElementText(), times);
            }
            default -> throw new XMLStreamException("No such part", reader.getLocation());
          });
    }
    return parts;
  }

  private static String needed(XMLStreamReader reader, String name) throws XMLStreamException {
    return given(reader, name)
        .orElseThrow(() -> new XMLStreamException(name + " is missing", reader.getLocation()));
  }

  private static Optional<String> given(XMLStreamReader reader, String name) {
    return Optional.ofNullable(reader.getAttributeValue(null, name));
  }
}
