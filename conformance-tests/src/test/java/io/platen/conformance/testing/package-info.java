/** What the suite's own tests share: {@link io.platen.conformance.testing.TestBench}. */
@NullMarked
package io.platen.conformance.testing;

import org.jspecify.annotations.NullMarked;
