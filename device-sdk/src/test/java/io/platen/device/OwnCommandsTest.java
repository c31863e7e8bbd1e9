package io.platen.device;

import static io.platen.protocol.Requirement.PLT_CMD_011;
import static io.platen.protocol.Requirement.PLT_CMD_012;
import static io.platen.protocol.Requirement.PLT_CMD_013;
import static io.platen.protocol.Requirement.PLT_CMD_014;
import static io.platen.protocol.Requirement.PLT_CMD_015;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.command.CommandHandler;
import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.command.Hands;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.snmp.AgentWalk;
import io.platen.device.printer.snmp.Patience;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandKind;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult.WalkedObject;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnCommandsTest {
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
  private static final PrinterTarget PRINTER = TestPrinters.target("10.0.0.5");

  private final VirtualTime time = new VirtualTime(START);
  private final SimulatedNetwork network = new SimulatedNetwork();
  private final List<WalkedObject> found = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private Policy policy = Policy.DEFAULT;
  private boolean updates = true;
  private boolean closed;
  private boolean busy;
  private boolean answers = true;

  /** A device whose cycles do nothing and that watches one printer. */
  private final class Works implements OwnCommands.Works {
    @Override
    public boolean updates() {
      return updates;
    }

    @Override
    public boolean updatesClosed() {
      return closed;
    }

    @Override
    public CycleOutcome cycle() {
      done.add("cycle");
      return CycleOutcome.done();
    }

    @Override
    public Optional<CycleOutcome> read(PrinterTarget printer) {
      done.add("read " + printer.address().getHostString());
      return answers ? Optional.of(CycleOutcome.done()) : Optional.empty();
    }

    @Override
    public boolean isBusy() {
      return busy;
    }

    @Override
    public CycleOutcome sync() {
      done.add("sync");
      return CycleOutcome.done();
    }

    @Override
    public void searchAgain() {
      done.add("search");
    }

    @Override
    public List<PrinterTarget> watched() {
      return List.of(PRINTER);
    }

    @Override
    public Policy policy() {
      return policy;
    }

    @Override
    public void rest() {
      done.add("rest");
    }

    @Override
    public Outcome redirect(Command command, CommandHandler.Progress progress, Runnable then) {
      done.add("redirect");
      return Outcome.doneThen("It goes over", then);
    }

    @Override
    public void promiseWipe() {
      done.add("promise");
    }

    @Override
    public void wipe() {
      done.add("wipe");
    }
  }

  private final class Around implements OwnProcess {
    @Override
    public void restart() {
      done.add("restart");
    }

    @Override
    public void uninstalled() {
      done.add("uninstalled");
    }

    @Override
    public List<String> lastLines() {
      return List.of("one", "two");
    }
  }

  private final class Heard implements CommandHandler.Progress {
    @Override
    public void at(long now, long of, @Nullable String detail) {}

    @Override
    public void found(List<WalkedObject> objects, long total) {
      found.addAll(objects);
    }

    @Override
    public void lines(List<String> lines) {
      done.addAll(lines);
    }
  }

  private Outcome does(String kind, boolean mayLeave, Map<String, String> parameters)
      throws InterruptedException {
    Command command =
        new Command(
            new UUID(1, 1), new UUID(2, 2), 1, kind, START, START.plusSeconds(60), parameters);
    return new OwnCommands(new Works(), walk(), new Around(), mayLeave)
        .hands()
        .of(kind)
        .orElseThrow()
        .handler()
        .handle(command, new Heard());
  }

  private AgentWalk walk() {
    return new AgentWalk(network, time, new Random(1), new Patience(Duration.ofSeconds(1), 1));
  }

  private Outcome walks(String address) throws InterruptedException {
    return does("mib-walk", false, Map.of("address", address));
  }

  private SimulatedAgent agent() {
    SimulatedAgent agent =
        new SimulatedAgent()
            .set("1.3.6.1.2.1.1.1.0", "A printer")
            .set("1.3.6.1.2.1.1.4.0", "anna@example.com")
            .set("1.3.6.1.2.1.4.22.1.2.1.10.0.0.7", "neighbour")
            .set("1.3.6.1.2.1.43.5.1.1.4.1", "Bert")
            .count("1.3.6.1.2.1.43.10.2.1.4.1.1", 33810)
            .set("1.3.6.1.4.1.2699.1.1.1.3.1", "letter-to-anna.doc")
            .set("1.3.6.1.4.1.99999.1.1.0", "last user: anna")
            .set("1.3.6.1.4.1.99999.1.2.0", 4711);
    network.with(PRINTER.address(), agent);
    return agent;
  }

  @Test
  @Verifies(positive = PLT_CMD_014, negative = PLT_CMD_014)
  void a_walk_tells_numbers_and_standard_texts_and_nothing_of_people_and_jobs() throws Exception {
    // given
    agent();

    // when
    Outcome outcome = walks("10.0.0.5");

    // then
    assertThat(outcome.reason()).isNull();
    assertThat(found)
        .containsExactly(
            new WalkedObject("1.3.6.1.2.1.1.1.0", "octet-string", "A printer", null),
            new WalkedObject("1.3.6.1.2.1.1.4.0", "octet-string", null, 16L),
            new WalkedObject("1.3.6.1.2.1.43.5.1.1.4.1", "octet-string", null, 4L),
            new WalkedObject("1.3.6.1.2.1.43.10.2.1.4.1.1", "counter32", "33810", null),
            new WalkedObject("1.3.6.1.4.1.99999.1.1.0", "octet-string", null, 15L),
            new WalkedObject("1.3.6.1.4.1.99999.1.2.0", "integer", "4711", null));
    assertThat(found.toString()).doesNotContain("anna", "Bert", "letter", "neighbour");
  }

  @Test
  @Verifies(
      positive = {PLT_CMD_012, PLT_CMD_013},
      negative = {PLT_CMD_012, PLT_CMD_013})
  void a_walk_goes_to_no_printer_of_others_and_nowhere_while_anything_is_masked() throws Exception {
    // given
    agent();

    // when
    Outcome watched = walks("10.0.0.5");
    int sent = network.sent().size();
    Outcome foreign = walks("10.0.0.6");
    policy =
        new Policy(
            false,
            Policy.DEFAULT.schedule(),
            Policy.DEFAULT.limits(),
            Map.of("location", Policy.MaskKind.OMIT));
    Outcome masked = walks("10.0.0.5");

    // then
    assertThat(watched.reason()).isNull();
    assertThat(foreign.reason()).isEqualTo(CommandReason.PARAMETERS);
    assertThat(masked.reason()).isEqualTo(CommandReason.NOT_ALLOWED);
    assertThat(network.sent()).hasSize(sent);
  }

  @Test
  @Verifies(positive = PLT_CMD_015, negative = PLT_CMD_015)
  void a_walk_ends_at_its_bound_and_says_that_there_is_more() throws Exception {
    // given
    SimulatedAgent agent = new SimulatedAgent();
    for (int i = 1; i <= 100; i++) {
      agent.set("1.3.6.1.4.1.99999.1." + i + ".0", i);
    }
    network.with(PRINTER.address(), agent);

    // when
    AgentWalk walk = walk();
    AgentWalk.Walked bounded =
        walk.walk(PRINTER, "1.3.6.1", 60, (objects, total) -> found.addAll(objects));
    AgentWalk.Walked whole = walk.walk(PRINTER, "1.3.6.1", 1000, (objects, total) -> {});

    // then
    assertThat(bounded).isEqualTo(new AgentWalk.Walked(60, false, true));
    assertThat(found).hasSize(60);
    assertThat(whole).isEqualTo(new AgentWalk.Walked(100, false, false));
  }

  @Test
  void a_walk_of_a_printer_that_does_not_answer_fails() throws Exception {
    assertThat(walks("10.0.0.5").reason()).isEqualTo(CommandReason.UNREACHABLE);
  }

  @Test
  @Verifies(positive = PLT_CMD_011, negative = PLT_CMD_011)
  void wipes_itself_only_where_somebody_at_the_site_allows_it() throws Exception {
    // when
    Outcome forbidden = does("uninstall", false, Map.of());
    Outcome allowed = does("uninstall", true, Map.of());

    // then
    assertThat(forbidden.reason()).isEqualTo(CommandReason.NOT_ALLOWED);
    assertThat(forbidden.after()).isNull();
    assertThat(allowed.reason()).isNull();
    assertThat(done).isEmpty();
    allowed.after().run();
    assertThat(done).containsExactly("wipe", "uninstalled");
  }

  @Test
  @Verifies(positive = PLT_CMD_011, negative = PLT_CMD_011)
  void follows_to_another_server_only_where_somebody_at_the_site_allows_it() throws Exception {
    // when
    Outcome forbidden = does("redirect", false, Map.of());
    int before = done.size();
    Outcome allowed = does("redirect", true, Map.of());
    allowed.after().run();

    // then
    assertThat(forbidden.reason()).isEqualTo(CommandReason.NOT_ALLOWED);
    assertThat(before).isZero();
    assertThat(done).containsExactly("redirect", "restart");
  }

  @Test
  void does_each_of_the_simple_ones() throws Exception {
    // when
    does("sync", false, Map.of());
    does("scan", false, Map.of());
    does("collect-logs", false, Map.of());
    does("restart", false, Map.of()).after().run();
    does("deactivate", false, Map.of()).after().run();

    // then
    assertThat(done).containsExactly("cycle", "search", "cycle", "one", "two", "restart", "rest");
  }

  @Test
  void reads_all_or_the_one_that_is_named() throws Exception {
    // when
    does("read", false, Map.of());
    Outcome one = does("read", false, Map.of("address", "10.0.0.5"));
    Outcome unwatched = does("read", false, Map.of("address", "10.0.0.6"));
    answers = false;
    Outcome silent = does("read", false, Map.of("address", "10.0.0.5"));

    // then
    assertThat(done).containsExactly("cycle", "read 10.0.0.5", "read 10.0.0.5");
    assertThat(one.reason()).isNull();
    assertThat(unwatched.reason()).isEqualTo(CommandReason.PARAMETERS);
    assertThat(silent.reason()).isEqualTo(CommandReason.UNREACHABLE);
  }

  @Test
  void asks_for_its_update_when_it_is_told_to_and_knows_nothing_of_it_where_it_has_none()
      throws Exception {
    // when
    Outcome outcome = does("update", false, Map.of());
    updates = false;

    // then
    assertThat(outcome.reason()).isNull();
    assertThat(done).containsExactly("cycle");
    assertThat(new OwnCommands(new Works(), walk(), new Around(), false).hands().of("update"))
        .isEmpty();
  }

  @Test
  void only_what_is_a_reading_waits_for_a_cycle_that_runs_and_who_goes_over() throws Exception {
    // given
    Hands hands = new OwnCommands(new Works(), walk(), new Around(), true).hands();

    // when
    busy = true;
    does("sync", false, Map.of());
    does("update", false, Map.of());

    // then
    assertThat(done).containsExactly("sync", "sync");
    assertThat(Stream.of(CommandKind.values()).map(CommandKind::token))
        .filteredOn(kind -> !hands.of(kind).orElseThrow().aside())
        .containsExactlyInAnyOrder("scan", "read", "redirect");
  }

  @Test
  void asks_for_no_update_where_the_site_lets_no_software_in() throws Exception {
    // given
    closed = true;

    // when
    Outcome outcome = does("update", false, Map.of());

    // then
    assertThat(outcome.reason()).isEqualTo(CommandReason.NOT_ALLOWED);
    assertThat(done).isEmpty();
  }
}
