/** The server: what devices send comes in by {@code ingest}, and is shown by {@code console}. */
@NullMarked
package io.platen.server;

import org.jspecify.annotations.NullMarked;
