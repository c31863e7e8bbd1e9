/**
 * The runnable server, outside the WAR: reads the configuration, makes keys, starts PostgreSQL
 * where none is named, then Payara Micro with the WAR. Read {@link io.platen.server.launcher.Main}
 * first.
 */
@NullMarked
package io.platen.server.launcher;

import org.jspecify.annotations.NullMarked;
