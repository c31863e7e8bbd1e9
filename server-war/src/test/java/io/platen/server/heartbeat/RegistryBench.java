package io.platen.server.heartbeat;

import io.platen.protocol.heartbeat.HeartbeatName;
import io.platen.protocol.sync.Heartbeat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Questions to the registry, and what to see of its answers. */
final class RegistryBench {
  static final String ZONE = "hb.example";

  private RegistryBench() {}

  static RegistryAnswers answers(Heartbeats heartbeats) {
    return new RegistryAnswers(
        ZONE,
        "fleet.example",
        new RegistryAnswers.Hearing() {
          @Override
          public Optional<String> hear(HeartbeatName name, String from) {
            return heartbeats.hear(name, from);
          }

          @Override
          public boolean knows(HeartbeatName name) {
            return heartbeats.knows(name);
          }
        });
  }

  static Message question(String name, int type) {
    try {
      return Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Message ask(RegistryAnswers answers, Message question) {
    return parsed(answers.answer(question.toWire(), "192.0.2.9").orElseThrow());
  }

  static Message parsed(byte[] wire) {
    try {
      return new Message(wire);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of the only TXT record; empty where there is none. */
  static String text(Message answer) {
    return answer.getSection(Section.ANSWER).stream()
        .filter(TXTRecord.class::isInstance)
        .map(each -> String.join("", ((TXTRecord) each).getStrings()))
        .findFirst()
        .orElse("");
  }

  /** The first word that answers the heartbeat with this counter. */
  static String word(RegistryAnswers answers, Heartbeat by, long counter) {
    return text(ask(answers, question(by.keys().name(counter, ZONE).text(), Type.TXT)))
        .split(" ", -1)[0];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
