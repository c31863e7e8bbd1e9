/**
 * What the suite is tested with: {@link io.platen.conformance.testing.FakeServer} is right by
 * default and wrong by one named {@link io.platen.conformance.testing.Fault}.
 */
@NullMarked
package io.platen.conformance.testing;

import org.jspecify.annotations.NullMarked;
