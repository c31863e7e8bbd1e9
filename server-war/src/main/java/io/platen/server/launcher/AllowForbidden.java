package io.platen.server.launcher;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Lets a method call what the build forbids elsewhere, with the reason. */
@Retention(RetentionPolicy.CLASS)
@interface AllowForbidden {
  String value();
}
