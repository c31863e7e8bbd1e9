package io.platen.protocol.codec;

import io.platen.protocol.binding.CommandXml;
import io.platen.protocol.binding.ObjectFactory;
import io.platen.protocol.binding.ParameterXml;
import io.platen.protocol.command.Command;
import io.platen.protocol.xml.ProtocolException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The content of a signed command, as XML (chapter CMD). */
public final class CommandCodec {
  private CommandCodec() {}

  /**
   * @throws IllegalArgumentException when the document would break its schema
   */
  public static byte[] write(Command command) {
    CommandXml xml = new CommandXml();
    xml.setV(ReportCodec.VERSION);
    xml.setId(command.id().toString());
    xml.setDevice(command.device().toString());
    xml.setCounter(command.counter());
    xml.setKind(command.kind());
    xml.setCreated(command.created());
    xml.setExpires(command.expires());
    new TreeMap<>(command.parameters())
        .forEach(
            (name, value) -> {
              ParameterXml parameter = new ParameterXml();
              parameter.setName(name);
              parameter.setValue(value);
              xml.getParameter().add(parameter);
            });
    return Binding.PLATEN.write(new ObjectFactory().createCommand(xml));
  }

  /**
   * @throws ProtocolException when the bytes are not a command that keeps to the protocol
   */
  public static Command read(byte[] xml) throws ProtocolException {
    return Binding.map(
        Binding.PLATEN.read(xml, "command", CommandXml.class), CommandCodec::toRecord);
  }

  private static Command toRecord(CommandXml xml) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (ParameterXml each : xml.getParameter()) {
      if (parameters.put(each.getName(), each.getValue()) != null) {
        throw new IllegalArgumentException("Two parameters with the name " + each.getName());
      }
    }
    return new Command(
        UUID.fromString(xml.getId()),
        UUID.fromString(xml.getDevice()),
        xml.getCounter(),
        xml.getKind(),
        xml.getCreated(),
        xml.getExpires(),
        parameters);
  }
}
