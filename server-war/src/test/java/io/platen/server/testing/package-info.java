/** Fixtures of the server's tests; start with {@link io.platen.server.testing.TestDatabase}. */
@NullMarked
package io.platen.server.testing;

import org.jspecify.annotations.NullMarked;
