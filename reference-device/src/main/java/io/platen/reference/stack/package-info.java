/**
 * A real server as a child process, the authority that its devices come from, and clients for it:
 * what the demo, the benches and the end-to-end tests stand on. Start with {@link
 * io.platen.reference.stack.ServerProcess}.
 */
@NullMarked
package io.platen.reference.stack;

import org.jspecify.annotations.NullMarked;
