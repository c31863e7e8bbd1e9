package io.platen.protocol;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The requirements that a test verifies, and in which sense. Each must be the subject of at least
 * one check of the test; one may stand in both senses where the test shows both.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Verifies {

  /** Seen kept where all is well: the right thing is done, or accepted. */
  Requirement[] positive() default {};

  /** Seen kept where something is wrong: the wrong thing is refused, the trouble dealt with. */
  Requirement[] negative() default {};
}
