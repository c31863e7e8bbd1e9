package io.platen.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What JSON is read into: JSON-B answers 400 to everything where a record has two constructors. */
class BodiesTest {

  @Test
  void every_record_that_a_body_is_read_into_has_one_constructor() {
    // given
    Set<Class<?>> bodies = new LinkedHashSet<>();
    for (Class<?> resource : new RestApi().getClasses()) {
      for (Method method : resource.getMethods()) {
        if (method.isAnnotationPresent(POST.class) || method.isAnnotationPresent(PUT.class)) {
          for (Type parameter : method.getGenericParameterTypes()) {
            collect(parameter, bodies);
          }
        }
      }
    }

    // then
    assertThat(bodies).hasSizeGreaterThan(5);
    assertThat(bodies)
        .allSatisfy(
            body -> assertThat(body.getDeclaredConstructors()).as(body.getName()).hasSize(1));
  }

  private static void collect(Type type, Set<Class<?>> bodies) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        collect(argument, bodies);
      }
    } else if (type instanceof Class<?> body && body.isRecord() && bodies.add(body)) {
      for (RecordComponent component : body.getRecordComponents()) {
        collect(component.getGenericType(), bodies);
      }
    }
  }
}
