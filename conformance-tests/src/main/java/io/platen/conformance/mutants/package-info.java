/**
 * The test of the tests: every fault of the fake server is caught by a test that carries its id.
 * Read SelfTest first.
 */
@NullMarked
package io.platen.conformance.mutants;

import org.jspecify.annotations.NullMarked;
