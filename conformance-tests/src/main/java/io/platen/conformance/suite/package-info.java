/**
 * The tests, by what they are about; {@link io.platen.conformance.suite.ServerSuite} lists the
 * classes. A test is a method that takes the server and the checks, and carries the requirements
 * that it verifies.
 */
@NullMarked
package io.platen.conformance.suite;

import org.jspecify.annotations.NullMarked;
