package io.platen.conformance.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test that runs and is shown and does not count, for its sentence is new or its reading is
 * disputed. The value says which; {@code CHALLENGES.md} says how a vendor disputes a test.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Provisional {
  String value();
}
