/** Who did what; start with {@link io.platen.server.audit.Audit}. */
@NullMarked
package io.platen.server.audit;

import org.jspecify.annotations.NullMarked;
