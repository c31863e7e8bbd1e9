/** Checks and keeps policies; start with {@link io.platen.server.policy.control.Policies}. */
@NullMarked
package io.platen.server.policy.control;

import org.jspecify.annotations.NullMarked;
