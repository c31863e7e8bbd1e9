package io.platen.server.heartbeat;

import io.platen.protocol.heartbeat.HeartbeatName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What the registry answers to a message, whichever way it came. RFC 1035, and the chapter HBT. */
final class RegistryAnswers {
  /** [PLT-HBT-026] Without need for a larger size than RFC 1035 section 4.2.1 allows. */
  private static final int LARGEST = 512;

  private static final int TIMES_THE_QUESTION = 3;

  /** RFC 9499: how long a resolver may remember the zone's own records, in seconds. */
  private static final long TTL = 3600;

  /** RFC 2308 section 5: how long that a name does not exist. */
  private static final long NEGATIVE_TTL = 60;

  private final Name zone;
  private final Record soa;
  private final Record ns;
  private final Hearing hearing;

  /** Where heartbeats go. */
  interface Hearing {
    /** The text of the answer; empty where no device has such a name. */
    Optional<String> hear(HeartbeatName name, String from);

    /** Whether a device has such a name; nothing is noted. */
    boolean knows(HeartbeatName name);
  }

  /**
   * @param zone without a dot at its end
   * @param server by which name the zone's parent points here
   */
  RegistryAnswers(String zone, String server, Hearing hearing) {
    this.zone = name(zone);
    this.hearing = hearing;
    Name host = name(server);
    Name person = name("hostmaster." + zone);
    this.ns = new NSRecord(this.zone, DClass.IN, TTL, host);
    this.soa =
        new SOARecord(
            this.zone,
            DClass.IN,
            NEGATIVE_TTL,
            host,
            person,
            1,
            86_400,
            7200,
            3_600_000,
            NEGATIVE_TTL);
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text + ".");
    } catch (TextParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no name of the DNS", e);
    }
  }

  /**
   * The answer to one message.
   *
   * @param from who sent it
   * @return empty where none is given
   */
  Optional<byte[]> answer(byte[] wire, String from) {
    Message question;
    try {
      question = new Message(wire);
    } catch (IOException | RuntimeException e) {
      return unreadable(wire);
    }
    if (question.getHeader().getFlag(Flags.QR)) {
      return Optional.empty(); // [PLT-HBT-030] else two servers could answer each other for ever
    }
    Message answer = begun(question.getHeader());
    fill(question, answer, from);
    return Optional.of(answer.toWire(LARGEST));
  }

  /** [PLT-HBT-026] Whether an answer may go to an address that somebody may have forged. */
  static boolean isModest(byte[] question, byte[] answer) {
    return answer.length <= LARGEST && answer.length <= TIMES_THE_QUESTION * question.length;
  }

  /**
   * [PLT-HBT-028] Come by TCP.
   *
   * @return empty where the message is no question
   */
  static Optional<byte[]> comeByTcp(byte[] wire) {
    try {
      Message question = new Message(wire);
      if (question.getHeader().getFlag(Flags.QR) || question.getQuestion() == null) {
        return Optional.empty();
      }
      Message answer = begun(question.getHeader());
      answer.addRecord(question.getQuestion(), Section.QUESTION);
      answer.getHeader().setFlag(Flags.TC);
      return Optional.of(answer.toWire());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** [PLT-HBT-021] RD is repeated (RFC 1035 section 4.1.1), RA is never set. */
  private static Message begun(Header asked) {
    Message answer = new Message(asked.getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setOpcode(asked.getOpcode());
    if (asked.getFlag(Flags.RD)) {
      answer.getHeader().setFlag(Flags.RD);
    }
    return answer;
  }

  private static Optional<byte[]> unreadable(byte[] wire) {
    try {
      Header header = new Header(wire);
      if (header.getFlag(Flags.QR)) {
        return Optional.empty();
      }
      Message answer = begun(header);
      answer.getHeader().setRcode(Rcode.FORMERR);
      return Optional.of(answer.toWire());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private void fill(Message question, Message answer, String from) {
    Header header = answer.getHeader();
    OPTRecord extended = question.getOPT();
    if (header.getOpcode() != Opcode.QUERY) {
      header.setRcode(Rcode.NOTIMP);
      return;
    }
    List<Record> asked = question.getSection(Section.QUESTION);
    if (asked.size() != 1) {
      header.setRcode(Rcode.FORMERR);
      return;
    }
    // [PLT-HBT-029] The very name, in the case in which it was asked for.
    answer.addRecord(asked.get(0), Section.QUESTION);
    if (extended != null && extended.getVersion() > 0) {
      answer.addRecord(new OPTRecord(LARGEST, Rcode.BADVERS >> 4, 0), Section.ADDITIONAL);
      return;
    }
    if (extended != null) {
      answer.addRecord(new OPTRecord(LARGEST, 0, 0), Section.ADDITIONAL);
    }
    look(asked.get(0), answer, from);
  }

  private void look(Record asked, Message answer, String from) {
    // [PLT-HBT-020]
    if (asked.getDClass() != DClass.IN
        || !asked.getName().subdomain(zone)
        || asked.getType() == Type.AXFR
        || asked.getType() == Type.IXFR) {
      answer.getHeader().setRcode(Rcode.REFUSED);
      return;
    }
    answer.getHeader().setFlag(Flags.AA);
    List<String> labels = labels(asked.getName());
    if (labels.isEmpty()) {
      apex(asked, answer);
    } else if (isOnTheWay(labels)) {
      answer.addRecord(soa, Section.AUTHORITY);
    } else {
      heartbeat(asked, labels, answer, from);
    }
  }

  private void apex(Record asked, Message answer) {
    Record own = own(asked.getType());
    if (own == null) {
      answer.addRecord(soa, Section.AUTHORITY);
    } else {
      answer.addRecord(own, Section.ANSWER);
    }
  }

  /** RFC 8482: a question for anything gets something. */
  private @Nullable Record own(int type) {
    return switch (type) {
      case Type.SOA, Type.ANY -> soa;
      case Type.NS -> ns;
      default -> null;
    };
  }

  private List<String> labels(Name name) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < name.labels() - zone.labels(); i++) {
      labels.add(name.getLabelString(i));
    }
    return labels;
  }

  /**
   * [PLT-HBT-033] The end of a heartbeat's name: a resolver that asks for one label more each time
   * (RFC 9156) would stop at a name that does not exist (RFC 8020).
   */
  private boolean isOnTheWay(List<String> labels) {
    String tag = labels.get(labels.size() - 1);
    String low = labels.size() == 2 ? labels.get(0) : "00";
    return labels.size() <= 2
        && HeartbeatName.of(List.of(tag, low, tag), zone.toString(true)).isPresent();
  }

  private void heartbeat(Record asked, List<String> labels, Message answer, String from) {
    Optional<HeartbeatName> name = HeartbeatName.of(labels, zone.toString(true));
    if (asked.getType() != Type.TXT) {
      boolean known = name.isPresent() && hearing.knows(name.get());
      answer.getHeader().setRcode(known ? Rcode.NOERROR : Rcode.NXDOMAIN);
      answer.addRecord(soa, Section.AUTHORITY);
      return;
    }
    Optional<String> text = name.flatMap(each -> hearing.hear(each, from));
    if (text.isEmpty()) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN); // [PLT-HBT-022]
      answer.addRecord(soa, Section.AUTHORITY);
    } else {
      // [PLT-HBT-031]
      answer.addRecord(new TXTRecord(asked.getName(), DClass.IN, 0, text.get()), Section.ANSWER);
    }
  }
}
