/**
 * What the operator sees of the running server: self-test at start, the gate that gives each path
 * to one listener, health, readiness.
 */
@NullMarked
package io.platen.server.operation;

import org.jspecify.annotations.NullMarked;
