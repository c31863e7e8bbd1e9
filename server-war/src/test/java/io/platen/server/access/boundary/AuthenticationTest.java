package io.platen.server.access.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.server.access.control.Sessions;
import io.platen.server.access.control.Tokens;
import io.platen.server.access.entity.ApiToken;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.Session;
import io.platen.server.access.entity.TokenScope;
import io.platen.server.problem.RefusedException;
import io.platen.server.testing.Stub;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
  private static final Caller PROGRAM = new Caller(1, "token nightly", Role.OPERATOR, "anna");
  private static final Caller ANNA = new Caller(1, "anna", Role.ADMINISTRATOR);
  private static final String HELD = "a-cookie";
  private static final String CSRF = "a-csrf-value";

  private Authentication filter;

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // Stands in for the container.
  void prepare() {
    filter = new Authentication();
    filter.current = new CurrentCaller();
    filter.tokens =
        new Tokens(null, null, null) {
          @Override
          public Optional<ApiToken> token(String secret) {
            return switch (secret) {
              case "plt_good" -> Optional.of(made("nightly", Role.OPERATOR));
              case "plt_desk" ->
                  Optional.of(made("desk", Role.ADMINISTRATOR).limitedTo(TokenScope.RELEASES));
              default -> Optional.empty();
            };
          }
        };
    filter.sessions =
        new Sessions(null, null) {
          @Override
          public Optional<Session> find(String cookie) {
            return HELD.equals(cookie)
                ? Optional.of(new Session(ANNA, 1, "Here", CSRF, "system", null, Instant.MAX))
                : Optional.empty();
          }
        };
  }

  private static ApiToken made(String name, Role role) {
    return new ApiToken(
        name, new byte[32], role, ANNA, new ApiToken.Term(Instant.MIN, Instant.MAX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"repositories/acme/files/timestamp.xml", "/objects/00", "releases"})
  void lets_a_token_for_releases_do_what_it_is_for(String path) {
    // when
    filter.filter(request("PUT", path, Map.of("Authorization", "Bearer plt_desk"), null));

    // then
    assertThat(filter.current.as(Role.ADMINISTRATOR).name()).isEqualTo("token desk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"users", "devices", "objectsx", "rollouts", "tokens/1", ""})
  void lets_a_token_for_releases_do_nothing_else(String path) {
    assertThat(status(request("GET", path, Map.of("Authorization", "Bearer plt_desk"), null)))
        .isEqualTo(403);
    assertThat(status(() -> filter.current.as(Role.VIEWER))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE"})
  void lets_a_token_in_without_a_csrf_value(String method) {
    // when
    filter.filter(request(method, "devices", Map.of("Authorization", "bearer plt_good"), null));

    // then
    assertThat(filter.current.as(Role.OPERATOR)).isEqualTo(PROGRAM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer plt_bad", "Bearer ", "plt_good", "Basic cGx0X2dvb2Q6"})
  void refuses_a_token_that_nobody_knows_even_along_with_a_session(String authorization) {
    assertThat(status(request("GET", "devices", Map.of("Authorization", authorization), HELD)))
        .isEqualTo(401);
    assertThat(status(() -> filter.current.as(Role.VIEWER))).isEqualTo(401);
  }

  @Test
  void lets_a_session_look_without_a_csrf_value() {
    // when
    filter.filter(request("GET", "devices", Map.of(), HELD));

    // then
    assertThat(filter.current.as(Role.VIEWER)).isEqualTo(ANNA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void refuses_a_change_by_session_without_the_right_csrf_value(String method) {
    assertThat(status(request(method, "devices", Map.of(), HELD))).isEqualTo(403);
    assertThat(status(request(method, "devices", Map.of("X-Platen-Csrf", "guessed"), HELD)))
        .isEqualTo(403);
    assertThat(status(request(method, "devices", Map.of("X-Platen-Csrf", ""), HELD)))
        .isEqualTo(403);
  }

  @Test
  void takes_a_change_by_session_with_its_csrf_value() {
    // when
    filter.filter(request("PUT", "policy", Map.of("X-Platen-Csrf", CSRF), HELD));

    // then
    assertThat(filter.current.as(Role.ADMINISTRATOR)).isEqualTo(ANNA);
  }

  @Test
  void refuses_who_brings_nothing_or_a_session_that_has_ended() {
    assertThat(status(request("GET", "devices", Map.of(), null))).isEqualTo(401);
    assertThat(status(request("GET", "devices", Map.of(), "old"))).isEqualTo(401);
  }

  @Test
  void opens_only_the_ways_in_to_everybody() {
    filter.filter(request("POST", "/setup", Map.of(), null));
    filter.filter(request("POST", "session", Map.of(), null));
    assertThat(status(request("DELETE", "session", Map.of(), null))).isEqualTo(401);
    assertThat(status(request("POST", "setup/more", Map.of(), null))).isEqualTo(401);
    assertThat(status(() -> filter.current.as(Role.VIEWER))).isEqualTo(401);
  }

  private int status(ContainerRequestContext request) {
    return status(() -> filter.filter(request));
  }

  private static int status(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(RefusedException.class, call).status();
  }

  private static ContainerRequestContext request(
      String method, String path, Map<String, String> headers, String cookie) {
    UriInfo uri = Stub.of(UriInfo.class, name -> path);
    return Stub.of(
        ContainerRequestContext.class,
        name ->
            switch (name) {
              case "getMethod" -> method;
              case "getUriInfo" -> uri;
              case "getCookies" ->
                  cookie == null
                      ? Map.of()
                      : Map.of(
                          Sessions.COOKIE,
                          new Cookie.Builder(Sessions.COOKIE).value(cookie).build());
              default -> headers.get(name.replace("getHeaderString ", ""));
            });
  }
}
