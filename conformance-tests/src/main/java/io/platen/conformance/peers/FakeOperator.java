package io.platen.conformance.peers;

import io.platen.conformance.json.JsonReader;
import io.platen.conformance.json.JsonText;
import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.protocol.command.Command;
import io.platen.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What two operators of the fake server may ask for, as the suite asks any server's operator. */
final class FakeOperator {
  static final String PATH = "/operator";
  static final String FIRST = "token-of-the-first";
  static final String SECOND = "token-of-the-second";

  private static final int LIMIT = 16 * 1024;
  private static final Pattern DEVICE =
      Pattern.compile(PATH + "/devices/([0-9a-f-]{36})/(commands|activate|deactivate)");
  private static final Pattern COMMAND =
      Pattern.compile(PATH + "/devices/([0-9a-f-]{36})/commands/([0-9a-f-]{36})(/confirm)?");

  private final FakeCommands commands;
  private final FakeLive live;
  private final FakeProtocol protocol;
  private final Optional<Fault> fault;

  FakeOperator(FakeCommands commands, FakeLive live, FakeProtocol protocol, Optional<Fault> fault) {
    this.commands = commands;
    this.live = live;
    this.protocol = protocol;
    this.fault = fault;
  }

  Answer answer(Incoming asked) throws IOException {
    String token = String.valueOf(asked.headers().getFirst("Authorization"));
    String path = asked.uri().getPath();
    Matcher device = DEVICE.matcher(path);
    Matcher command = COMMAND.matcher(path);
    if (!token.equals("Bearer " + FIRST) && !token.equals("Bearer " + SECOND)) {
      return json(401, Map.of());
    }
    if (device.matches()) {
      UUID id = UUID.fromString(device.group(1));
      return device.group(2).equals("commands")
          ? order(id, asked)
          : activate(id, device.group(2).equals("activate"));
    }
    if (!command.matches()) {
      return protocol.problem(ProblemType.NOT_FOUND, null, "Operators do not ask that");
    }
    UUID id = UUID.fromString(command.group(2));
    if (command.group(3) == null) {
      return view(id, 200);
    }
    return confirm(UUID.fromString(command.group(1)), id, token);
  }

  private Answer order(UUID device, Incoming asked) throws IOException {
    String text = new String(asked.body().readNBytes(LIMIT), StandardCharsets.UTF_8);
    Map<?, ?> wanted = (Map<?, ?>) JsonReader.read(text);
    long minutes = Long.parseLong(String.valueOf(wanted.get("deadlineMinutes")));
    Command made =
        commands.order(device, String.valueOf(wanted.get("kind")), parameters(wanted), minutes);
    live.ring(device);
    return json(201, Map.of("id", made.id().toString(), "expires", made.expires().toString()));
  }

  private static Map<String, String> parameters(Map<?, ?> wanted) {
    Map<String, String> parameters = new TreeMap<>();
    if (wanted.get("parameters") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> parameters.put(String.valueOf(name), String.valueOf(value)));
    }
    return parameters;
  }

  private Answer view(UUID id, int status) {
    return commands
        .view(id)
        .map(each -> json(status, Map.of("state", each.state(), "parameters", each.parameters())))
        .orElseGet(() -> json(404, Map.of()));
  }

  private Answer confirm(UUID device, UUID id, String token) {
    boolean second = token.endsWith(SECOND) || has(Fault.LETS_ONE_CONFIRM);
    boolean confirmed = second && commands.confirm(id);
    live.ring(device);
    if (confirmed && has(Fault.SHOWS_CODES_TO_WHO_CONFIRMS)) {
      return json(200, Map.of("parameters", commands.parameters(id)));
    }
    return confirmed ? view(id, 200) : json(403, Map.of());
  }

  private Answer activate(UUID device, boolean active) {
    protocol.activate(device, active);
    if (!active) {
      live.end(device);
    }
    return json(200, Map.of());
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }

  private static Answer json(int status, Map<String, ?> content) {
    byte[] text = JsonText.of(content).getBytes(StandardCharsets.UTF_8);
    return Answer.of(status, "application/json", text);
  }
}
