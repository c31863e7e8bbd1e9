/**
 * What runs the tests and judges what they found. Start with {@link
 * io.platen.conformance.engine.Runner}; {@link io.platen.conformance.engine.Checks} is what a test
 * sees of it.
 */
@NullMarked
package io.platen.conformance.engine;

import org.jspecify.annotations.NullMarked;
