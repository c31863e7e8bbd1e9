package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
  @TempDir private Path folder;

  @Test
  void takes_the_default_where_nothing_is_said() throws Exception {
    // given
    ConfigurationReader reader = new ConfigurationReader(Map.of(), new Properties());

    // when
    Configuration configuration = reader.read(null, Map.of());

    // then
    assertThat(configuration.number(ServerKey.DEVICE_PORT)).isEqualTo(8443);
    assertThat(configuration.embedsDatabase()).isTrue();
  }

  @Test
  void prefers_the_command_line_then_properties_then_environment_then_the_file() throws Exception {
    // given
    Path file =
        file(
            "platen.data=file",
            "platen.device.port=1",
            "platen.console.port=1",
            "platen.enrolment.port=1");
    Properties properties = new Properties();
    properties.setProperty("platen.data", "property");
    properties.setProperty("platen.device.port", "3");
    ConfigurationReader reader =
        new ConfigurationReader(
            Map.of(
                "PLATEN_DATA", "environment",
                "PLATEN_DEVICE_PORT", "2",
                "PLATEN_CONSOLE_PORT", "2"),
            properties);

    // when
    Configuration configuration = reader.read(file, Map.of(ServerKey.DATA, "argument"));

    // then
    assertThat(configuration.text(ServerKey.DATA)).isEqualTo("argument");
    assertThat(configuration.number(ServerKey.DEVICE_PORT)).isEqualTo(3);
    assertThat(configuration.number(ServerKey.CONSOLE_PORT)).isEqualTo(2);
    assertThat(configuration.number(ServerKey.ENROLMENT_PORT)).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource({
    "platen.device.prot, platen.device.port",
    "platen.consol.port, platen.console.port",
    "platen.database.url, platen.db.url",
    "device.port, platen.device.port"
  })
  void names_an_unknown_key_and_the_nearest_one(String wrong, String right) throws Exception {
    // given
    Path file = file(wrong + "=1");

    // when
    List<String> problems = problems(file, Map.of(), new Properties());

    // then
    assertThat(problems)
        .singleElement()
        .asString()
        .contains(wrong, file.toString(), "Did you mean " + right + "?");
  }

  @Test
  void refuses_an_unknown_system_property() {
    // given
    Properties properties = new Properties();
    properties.setProperty("platen.device.prt", "1");

    // when
    List<String> problems = problems(null, Map.of(), properties);

    // then
    assertThat(problems).singleElement().asString().contains("system property", "device.port");
  }

  @Test
  void refuses_a_variable_that_looks_like_a_typing_error() {
    // given
    Map<String, String> environment = Map.of("PLATEN_DEVICE_PROT", "1");

    // when
    List<String> problems = problems(null, environment, new Properties());

    // then
    assertThat(problems).singleElement().asString().contains("Did you mean PLATEN_DEVICE_PORT?");
  }

  @Test
  void only_mentions_a_variable_that_another_program_may_own() throws Exception {
    // given
    ConfigurationReader reader =
        new ConfigurationReader(Map.of("PLATEN_SOMETHING_ELSE", "1"), new Properties());

    // when
    reader.read(null, Map.of());

    // then
    assertThat(reader.warnings()).singleElement().asString().contains("PLATEN_SOMETHING_ELSE");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "platen.device.port, 65536, not a port",
    "platen.device.port, eight, not a port",
    "platen.db.pool.size, 0, not a whole number above 0",
    "platen.listen.address, 300.1.1.1, not an IP address",
    "platen.listen.address, everywhere, not an IP address",
    "platen.public.host, https://example.org, not a host name",
    "platen.db.url, jdbc:h2:mem:x, not a PostgreSQL URL",
    "platen.tls.device.authorities, /nowhere/at/all.pem, not a file",
    "platen.mail.from, nobody, not an e-mail address",
    "platen.mail.security, ssl, none of starttls",
    "platen.webhook.allowed, 10.0.0.0/33, not a list of host names",
    "platen.proxy.header, X-Real-IP, neither X-Forwarded-For nor Forwarded",
    "platen.proxy.addresses, '192.0.2.5,proxy', not a list of IP addresses",
    "platen.data, '', Remove the key"
  })
  void names_a_wrong_value_and_what_would_be_right(String key, String value, String reason)
      throws Exception {
    // given
    Path file = file(key + "=" + value);

    // when
    List<String> problems = problems(file, Map.of(), new Properties());

    // then
    assertThat(problems).singleElement().asString().contains(key, value, reason, file.toString());
  }

  @Test
  void says_that_addresses_of_proxies_need_the_header_that_those_write() throws Exception {
    // given
    Path alone = file("platen.proxy.addresses=192.0.2.5");
    List<String> problems = problems(alone, Map.of(), new Properties());

    // when
    Path both = file("platen.proxy.addresses=192.0.2.5", "platen.proxy.header=Forwarded");

    // then
    assertThat(problems).singleElement().asString().contains("platen.proxy.header");
    assertThat(new ConfigurationReader(Map.of(), new Properties()).read(both, Map.of()))
        .isNotNull();
  }

  @Test
  void names_everything_that_is_wrong_at_once() throws Exception {
    // given
    Path file = file("platen.device.port=x", "platen.colour=blue", "platen.db.pool.size=-1");

    // when
    List<String> problems = problems(file, Map.of(), new Properties());

    // then
    assertThat(problems).hasSize(3);
  }

  @Test
  void never_shows_a_secret() throws Exception {
    // given
    Path file = file("platen.db.password=hush", "platen.db.pasword=hush");

    // when
    List<String> problems = problems(file, Map.of(), new Properties());

    // then
    assertThat(problems).hasSize(2).noneMatch(problem -> problem.contains("hush"));
    assertThat(ConfigurationReader.wrong(ServerKey.DB_PASSWORD, "hush", "file", "is too short."))
        .isEqualTo("platen.db.password (from file) is too short.");
  }

  @Test
  void refuses_a_user_of_mail_without_a_password_file() throws Exception {
    // when
    List<String> problems = problems(file("platen.mail.user=platen"), Map.of(), new Properties());

    // then
    assertThat(problems).singleElement().asString().contains("platen.mail.password.file");
  }

  @Test
  void refuses_a_certificate_without_its_key() throws Exception {
    // given
    Path certificate = Files.writeString(folder.resolve("server.pem"), "");
    Path file = file("platen.tls.certificate=" + certificate);

    // when
    List<String> problems = problems(file, Map.of(), new Properties());

    // then
    assertThat(problems).singleElement().asString().contains("platen.tls.key", "belong together");
  }

  @Test
  void refuses_a_database_user_without_a_database() throws Exception {
    // given
    Path file = file("platen.db.user=fleet");

    // when
    List<String> problems = problems(file, Map.of(), new Properties());

    // then
    assertThat(problems).singleElement().asString().contains("platen.db.url");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "update.example.org",
        "http://update.example.org",
        "https://",
        "https://update.example.org/path",
        "https://update.example.org?x",
        "https://user@update.example.org",
        "https://update example.org",
        "https://update.example.org:65536",
        "https://update.example.org:0",
        "https://a.example.org,",
        "https://a.example.org,https://b.example.org,https://c.example.org"
      })
  void refuses_hosts_that_no_device_could_be_told(String hosts) throws Exception {
    // given
    Path file =
        file("platen.update.hosts=" + hosts, "platen.download.hosts=https://get.example.org");

    // when
    List<String> problems = problems(file, Map.of(), new Properties());

    // then
    assertThat(problems.get(0)).contains("platen.update.hosts", "one or two https URLs");
  }

  @Test
  void takes_one_or_two_hosts_with_ports_and_addresses() throws Exception {
    // given
    Path file =
        file(
            "platen.update.hosts=https://update1.example.org:8443, https://192.0.2.1/",
            "platen.download.hosts=https://[2001:db8::1]:8443");

    // when
    Configuration read = new ConfigurationReader(Map.of(), new Properties()).read(file, Map.of());

    // then
    assertThat(read.text(ServerKey.DOWNLOAD_HOSTS)).isEqualTo("https://[2001:db8::1]:8443");
  }

  @Test
  void refuses_update_hosts_without_download_hosts() throws Exception {
    // given
    Path file = file("platen.update.hosts=https://update1.example.org");

    // when
    List<String> problems = problems(file, Map.of(), new Properties());

    // then
    assertThat(problems).singleElement().asString().contains("platen.download.hosts", "both");
  }

  @Test
  void refuses_a_database_without_a_user_and_password() throws Exception {
    // given
    Path file = file("platen.db.url=jdbc:postgresql://localhost/x", "platen.db.user=fleet");

    // when
    List<String> problems = problems(file, Map.of(), new Properties());

    // then
    assertThat(problems).singleElement().asString().contains("platen.db.password");
  }

  @Test
  void names_a_file_that_is_not_there() {
    // given
    Path file = folder.resolve("none.properties");

    // when
    List<String> problems = problems(file, Map.of(), new Properties());

    // then
    assertThat(problems).singleElement().asString().contains(file.toString(), "--config");
  }

  private Path file(String... lines) throws Exception {
    return Files.write(folder.resolve("server.properties"), List.of(lines));
  }

  private static List<String> problems(
      Path file, Map<String, String> environment, Properties properties) {
    ConfigurationReader reader = new ConfigurationReader(environment, properties);
    return catchThrowableOfType(ConfigurationException.class, () -> reader.read(file, Map.of()))
        .problems();
  }
}
