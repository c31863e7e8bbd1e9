package io.platen.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.database.StorageException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private static final String TRACE = "urn:uuid:[0-9a-f-]{36}";

  @Test
  void tells_nothing_of_a_failure_but_where_the_log_has_it() {
    // when
    Response answer = new XmlProblemMapper().toResponse(secret());
    Response json = new JsonProblemMapper().toResponse(secret());

    // then
    assertThat(answer.getStatus()).isEqualTo(500);
    assertThat(answer.getHeaderString("Content-Type")).isEqualTo("application/problem+xml");
    assertThat(new String((byte[]) answer.getEntity(), java.nio.charset.StandardCharsets.UTF_8))
        .containsPattern(TRACE)
        .doesNotContain("hunter2", "Exception", "io.platen");
    assertThat(json.getStatus()).isEqualTo(500);
    assertThat((String) json.getEntity())
        .containsPattern("\"instance\":\"" + TRACE)
        .doesNotContain("hunter2", "Exception", "io.platen");
  }

  @Test
  void gives_each_failure_a_trace_of_its_own() {
    assertThat(Problems.of(secret()).instance())
        .matches(TRACE)
        .isNotEqualTo(Problems.of(secret()).instance());
  }

  @Test
  void asks_a_device_to_come_again_while_the_database_is_away() {
    // when
    Problem problem =
        Problems.of(
            new IllegalStateException(StorageException.of(new SQLException("gone", "08006"))));

    // then
    assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE);
    assertThat(problem.retryAfterSeconds()).isEqualTo(Problems.RETRY_SECONDS);
    assertThat(XmlProblemMapper.answer(problem).getHeaderString("Retry-After")).isEqualTo("5");
  }

  /** Who broke off seldom hears it; the log is not filled with it either. */
  @Test
  void takes_a_body_that_was_broken_off_for_no_fault_of_the_server() {
    // given
    Throwable broken = new RequestBody.BrokenOffException(new IOException("Connection reset"));

    // when
    Response rest = new JsonProblemMapper().toResponse(broken);

    // then
    assertThat(rest.getStatus()).isEqualTo(408);
    assertThat((String) rest.getEntity()).contains("did not come to its end");
    assertThat(Problems.of(broken).type().isRetryable()).isTrue();
    assertThat(Problems.of(broken).detail()).contains("did not come to its end");
  }

  @Test
  void does_not_ask_again_for_what_the_database_will_always_refuse() {
    assertThat(Problems.of(StorageException.of(new SQLException("broken", "23505"))).type())
        .isEqualTo(ProblemType.INTERNAL);
  }

  @Test
  void keeps_what_an_expected_problem_says() {
    // when
    Problem problem =
        Problems.of(new ProblemException(ProblemType.BASE_UNKNOWN, "Send it whole", "PLT-RPT-001"));

    // then
    assertThat(problem.type()).isEqualTo(ProblemType.BASE_UNKNOWN);
    assertThat(problem.detail()).isEqualTo("Send it whole");
    assertThat(problem.requirement()).isEqualTo("PLT-RPT-001");
    assertThat(problem.instance()).matches(TRACE);
  }

  @Test
  void names_every_wrong_field_to_a_program() {
    // when
    Response answer =
        new JsonProblemMapper()
            .toResponse(
                new InvalidException("schedule.interval", "It is PT1S", "from PT1M to PT24H"));

    // then
    assertThat(answer.getStatus()).isEqualTo(422);
    assertThat(answer.getHeaderString("Content-Type")).isEqualTo("application/problem+json");
    assertThat((String) answer.getEntity())
        .contains(
            "\"field\":\"schedule.interval\"", "\"accepted\":\"from PT1M to PT24H\"", "urn:uuid:");
  }

  @Test
  void asks_who_is_not_signed_in_for_a_token() {
    // when
    Response answer = new JsonProblemMapper().toResponse(new RefusedException(401, "Who?"));

    // then
    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getHeaderString("WWW-Authenticate")).startsWith("Bearer");
  }

  private static RuntimeException secret() {
    return new IllegalStateException("the password is hunter2");
  }
}
