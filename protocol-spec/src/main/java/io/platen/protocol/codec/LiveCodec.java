package io.platen.protocol.codec;

import io.platen.protocol.binding.ByeXml;
import io.platen.protocol.binding.CancelXml;
import io.platen.protocol.binding.CommandResultXml;
import io.platen.protocol.binding.CommandsXml;
import io.platen.protocol.binding.EnvelopeXml;
import io.platen.protocol.binding.HelloXml;
import io.platen.protocol.binding.ObjectFactory;
import io.platen.protocol.binding.TakenXml;
import io.platen.protocol.binding.WalkedObjectXml;
import io.platen.protocol.binding.WelcomeXml;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.xml.ProtocolException;
import jakarta.xml.bind.JAXBElement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The documents of the live channel, as XML (chapter LIV). */
public final class LiveCodec {
  private static final Map<String, Class<?>> DOCUMENTS =
      Map.of(
          "hello", HelloXml.class,
          "welcome", WelcomeXml.class,
          "commands", CommandsXml.class,
          "cancel", CancelXml.class,
          "taken", TakenXml.class,
          "bye", ByeXml.class,
          "envelope", EnvelopeXml.class,
          "result", CommandResultXml.class);

  private LiveCodec() {}

  /**
   * @throws ProtocolException when the bytes are not a document of the live channel that keeps to
   *     the protocol
   */
  public static LiveMessage read(byte[] xml) throws ProtocolException {
    return Binding.map(Binding.PLATEN.readAny(xml, DOCUMENTS), LiveCodec::toRecord);
  }

  private static LiveMessage toRecord(Object bound) {
    if (bound instanceof HelloXml xml) {
      return new LiveMessage.Hello(
          UUID.fromString(xml.getDevice()), xml.getLast(), xml.getSoftware());
    }
    if (bound instanceof WelcomeXml xml) {
      return new LiveMessage.Welcome(
          xml.getTime(), Duration.ofSeconds(xml.getPing()), Duration.ofSeconds(xml.getIdle()));
    }
    if (bound instanceof CommandsXml xml) {
      return new LiveMessage.Commands(
          xml.getCertificate().stream()
              .map(der -> Certificates.read("The certificate of a signer", der))
              .toList(),
          xml.getCommand().stream().map(LiveMessage.SignedBytes::new).toList());
    }
    if (bound instanceof CancelXml xml) {
      return new LiveMessage.Cancel(UUID.fromString(xml.getCommand()));
    }
    if (bound instanceof TakenXml xml) {
      return new LiveMessage.Taken(UUID.fromString(xml.getCommand()), xml.getNumber());
    }
    if (bound instanceof ByeXml xml) {
      return new LiveMessage.Bye(xml.getReason());
    }
    if (bound instanceof EnvelopeXml xml) {
      return new LiveMessage.Envelope(
          UUID.fromString(xml.getCommand()),
          xml.getNumber(),
          new LiveMessage.SignedBytes(xml.getContent()));
    }
    return toRecord((CommandResultXml) bound);
  }

  private static CommandResult toRecord(CommandResultXml xml) {
    return new CommandResult(
        UUID.fromString(xml.getDevice()),
        UUID.fromString(xml.getCommand()),
        xml.getNumber(),
        CommandResult.Stage.valueOf(xml.getStage().toUpperCase(Locale.ROOT)),
        xml.getReason(),
        xml.getDetail(),
        xml.getDone(),
        xml.getOf(),
        xml.getObject().stream()
            .map(
                each ->
                    new CommandResult.WalkedObject(
                        each.getOid(), each.getType(), each.getValue(), each.getOctets()))
            .toList(),
        xml.getLine(),
        xml.getAt());
  }

  /**
   * @throws IllegalArgumentException when the document would break its schema
   */
  public static byte[] write(LiveMessage message) {
    return Binding.PLATEN.write(element(message, new ObjectFactory()));
  }

  private static JAXBElement<?> element(LiveMessage message, ObjectFactory factory) {
    if (message instanceof LiveMessage.Hello hello) {
      HelloXml xml = new HelloXml();
      xml.setV(ReportCodec.VERSION);
      xml.setDevice(hello.device().toString());
      xml.setLast(hello.last());
      xml.setSoftware(Texts.fit(hello.software()));
      return factory.createHello(xml);
    }
    if (message instanceof LiveMessage.Welcome welcome) {
      WelcomeXml xml = new WelcomeXml();
      xml.setV(ReportCodec.VERSION);
      xml.setTime(welcome.time());
      xml.setPing((int) welcome.ping().toSeconds());
      xml.setIdle((int) welcome.idle().toSeconds());
      return factory.createWelcome(xml);
    }
    if (message instanceof LiveMessage.Commands commands) {
      return factory.createCommands(toXml(commands));
    }
    if (message instanceof LiveMessage.Cancel cancel) {
      CancelXml xml = new CancelXml();
      xml.setV(ReportCodec.VERSION);
      xml.setCommand(cancel.command().toString());
      return factory.createCancel(xml);
    }
    if (message instanceof LiveMessage.Taken taken) {
      TakenXml xml = new TakenXml();
      xml.setV(ReportCodec.VERSION);
      xml.setCommand(taken.command().toString());
      xml.setNumber(taken.number());
      return factory.createTaken(xml);
    }
    if (message instanceof LiveMessage.Bye bye) {
      ByeXml xml = new ByeXml();
      xml.setV(ReportCodec.VERSION);
      xml.setReason(bye.reason());
      return factory.createBye(xml);
    }
    if (message instanceof LiveMessage.Envelope envelope) {
      EnvelopeXml xml = new EnvelopeXml();
      xml.setV(ReportCodec.VERSION);
      xml.setCommand(envelope.command().toString());
      xml.setNumber(envelope.number());
      xml.setContent(envelope.content().bytes());
      return factory.createEnvelope(xml);
    }
    return factory.createResult(toXml((CommandResult) message));
  }

  private static CommandsXml toXml(LiveMessage.Commands commands) {
    CommandsXml xml = new CommandsXml();
    xml.setV(ReportCodec.VERSION);
    commands.certificates().forEach(each -> xml.getCertificate().add(Certificates.write(each)));
    commands.files().forEach(file -> xml.getCommand().add(file.bytes()));
    return xml;
  }

  private static CommandResultXml toXml(CommandResult result) {
    CommandResultXml xml = new CommandResultXml();
    xml.setV(ReportCodec.VERSION);
    xml.setDevice(result.device().toString());
    xml.setCommand(result.command().toString());
    xml.setNumber(result.number());
    xml.setStage(result.stage().name().toLowerCase(Locale.ROOT));
    xml.setReason(result.reason());
    xml.setDetail(Texts.fitLong(result.detail()));
    xml.setDone(result.done());
    xml.setOf(result.of());
    for (CommandResult.WalkedObject each : result.objects()) {
      WalkedObjectXml object = new WalkedObjectXml();
      object.setOid(each.oid());
      object.setType(each.type());
      object.setValue(Texts.fitLong(each.value()));
      object.setOctets(each.octets());
      xml.getObject().add(object);
    }
    result.lines().forEach(line -> xml.getLine().add(Texts.fitLong(line)));
    xml.setAt(result.at());
    return xml;
  }
}
